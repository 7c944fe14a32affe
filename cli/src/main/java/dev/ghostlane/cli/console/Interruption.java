package dev.ghostlane.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C, and other signals that end the process: the command that is running is told and gets a moment to print what
/// it has. The JVM then ends with the exit code that shells expect, 128 and the number of the signal.
public final class Interruption {

    /// Together with the end of the JVM less than a second.
    private static final long PATIENCE_MILLIS = 700;

    private static final CountDownLatch ENDED = new CountDownLatch(1);

    private static volatile Runnable stop;

    private Interruption() {}

    /// Begins to watch for signals.
    public static void watch() {
        Runtime.getRuntime().addShutdownHook(new Thread(Interruption::pass, "interruption"));
    }

    /// Who is to be told. A command that tells nobody ends at once.
    ///
    /// @param stop asks the command to come to its end; called on another thread
    public static void tell(Runnable stop) { Interruption.stop = stop; }

    /// Says that everything is printed.
    public static void ended() { ENDED.countDown(); }

    private static void pass() {
        Runnable told = stop;
        if (told == null || ENDED.getCount() == 0) {
            return;
        }
        told.run();
        try {
            ENDED.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
