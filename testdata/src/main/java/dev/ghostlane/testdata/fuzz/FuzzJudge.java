package dev.ghostlane.testdata.fuzz;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// Tells what inputs cost in a JVM without Jazzer, whose hooks allocate more than most parsers, in the same thread. It
/// ends with the JVM that asks.
final class FuzzJudge {
    /// Of a message.
    private static final int LONGEST_TEXT = 1000;

    private final Process process;
    private final DataOutputStream inputs;
    private final DataInputStream verdicts;

    private FuzzJudge(Process process) {
        this.process = process;
        this.inputs = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.verdicts = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /// Starts the JVM.
    static FuzzJudge of(FuzzTarget target) {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
                "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"),
                FuzzJudge.class.getName(), target.getClass().getName());
        try {
            return new FuzzJudge(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() { return process.isAlive(); }

    /// What an input costs too much; empty if nothing.
    String excess(byte[] input) {
        try {
            inputs.writeInt(input.length);
            inputs.write(input);
            inputs.flush();
            return verdicts.readUTF();
        } catch (EOFException e) {
            return "the JVM without Jazzer ended";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The other side.
    ///
    /// @param arguments the target's class
    public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
        FuzzTarget target = FuzzEntry.target(arguments[0]);
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        System.setOut(System.err);
        while (true) {
            byte[] input;
            try {
                input = new byte[in.readInt()];
            } catch (EOFException e) {
                return;
            }
            in.readFully(input);
            out.writeUTF(verdict(target, input));
            out.flush();
        }
    }

    private static String verdict(FuzzTarget target, byte[] input) {
        try {
            target.parse(input);
            return FuzzEntry.excess(target, input);
        } catch (Throwable e) {
            String text = e.toString();
            return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        }
    }
}
