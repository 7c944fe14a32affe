package dev.ghostlane.bench.compare;

import dev.ghostlane.bench.common.ForkedJvm;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/// A [BuildWorker] in a process of its own, seen from here. It is idle unless this process waits for an answer.
final class BuildProcess implements AutoCloseable {
    private final Build build;
    private final Process process;
    private final DataOutputStream orders;
    private final DataInputStream answers;
    private final long multiplyAdds;

    private BuildProcess(Build build, Process process) {
        this.build = build;
        this.process = process;
        this.orders = new DataOutputStream(process.getOutputStream());
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.multiplyAdds = answered(answers::readLong);
    }

    /// Starts a process with a JVM like this one, and waits until it is ready to run a case.
    ///
    /// @throws IllegalStateException if it failed; it has said why on the error stream
    static BuildProcess start(Build build, Case what) throws IOException {
        String classPath = build.classPath() + File.pathSeparator + ownClasses();
        return new BuildProcess(build, new ProcessBuilder(ForkedJvm.command(classPath, BuildWorker.class,
                what.arguments())).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /// Where bench's classes are, without the libraries beside them.
    private static Path ownClasses() {
        try {
            return Path.of(BuildWorker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Multiply-adds of a run.
    long multiplyAdds() { return multiplyAdds; }

    /// Turns of this process, counted from nothing.
    Turns turns() {
        return new Turns(nanos -> answered(() -> {
            orders.writeLong(nanos);
            orders.flush();
            boolean settled = answers.readBoolean();
            long[] times = new long[answers.readInt()];
            for (int i = 0; i < times.length; i++) {
                times[i] = answers.readLong();
            }
            return new TimedRuns(times, settled);
        }));
    }

    /// The logits, image after image.
    float[] logits() {
        return answered(() -> {
            orders.writeLong(BuildWorker.LOGITS);
            orders.flush();
            float[] logits = new float[answers.readInt()];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = answers.readFloat();
            }
            return logits;
        });
    }

    @FunctionalInterface
    private interface Exchange<T> {
        T with() throws IOException;
    }

    private <T> T answered(Exchange<T> exchange) {
        try {
            return exchange.with();
        } catch (IOException e) {
            process.destroy();
            throw new IllegalStateException("the process of build " + build + " failed", e);
        }
    }

    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException e) {
            // It has ended already.
        }
        ForkedJvm.ended(process);
    }
}
