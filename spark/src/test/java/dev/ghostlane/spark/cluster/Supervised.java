package dev.ghostlane.spark.cluster;

import java.io.IOException;
import java.util.Arrays;

/// Runs another class, until it ends or the process that started this one is gone, whatever became of that: its end of
/// the pipe is closed then.
public final class Supervised {

    private Supervised() {}

    /// @param args name of the class, its arguments
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    continue;
                }
            } catch (IOException e) {
                // Gone as well.
            }
            Runtime.getRuntime().halt(1);
        }, "supervision");
        watch.setDaemon(true);
        watch.start();
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null,
                (Object) Arrays.copyOfRange(args, 1, args.length));
    }
}
