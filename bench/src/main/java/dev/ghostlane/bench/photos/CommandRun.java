package dev.ghostlane.bench.photos;

import dev.ghostlane.bench.common.ForkedJvm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A run of the command on a folder of photos.
final class CommandRun {
    /// What each answer of the command begins with.
    private static final byte[] ANSWER = "{\"image\":".getBytes(StandardCharsets.UTF_8);

    private static final long LOOK_MILLIS = 10;

    private final byte[] buffer = new byte[1 << 16];
    private int matched;
    private int answers;

    private CommandRun() {}

    /// Photos a second, once half of them are done: start-up is over then.
    ///
    /// @param words the command without its photos
    /// @param files photos, which take turns
    /// @param count how many times one of them is classified, at least 2
    /// @param work where the folder is made
    static double rate(List<String> words, List<Path> files, int count, Path work) throws IOException {
        Files.createDirectories(work);
        Path folder = Files.createTempDirectory(work, "folder");
        List<Path> links = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Path file = files.get(i % files.size());
                String name = file.getFileName().toString();
                links.add(Files.createSymbolicLink(
                        folder.resolve(String.format(Locale.ROOT, "%07d%s", i, name.substring(name.lastIndexOf('.')))),
                        file.toAbsolutePath()));
            }
            List<String> command = new ArrayList<>(words);
            command.add(folder.toString());
            return new CommandRun().rate(command, count);
        } finally {
            for (Path link : links) {
                Files.delete(link);
            }
            Files.delete(folder);
        }
    }

    private double rate(List<String> command, int count) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GHOSTLANE_JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        int begun = 0;
        long begin = 0;
        long end = 0;
        try (InputStream in = process.getInputStream()) {
            // Looks now and then: waiting for each answer would take time from the command.
            while (answers < count && (process.isAlive() || in.available() > 0)) {
                Thread.sleep(LOOK_MILLIS);
                while (in.available() > 0) {
                    take(in.read(buffer));
                }
                if (begin == 0 && answers >= count / 2) {
                    begin = System.nanoTime();
                    begun = answers;
                }
                end = System.nanoTime();
            }
            if (answers == count) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            if (answers < count) {
                process.destroy();
            }
        }
        int code = ForkedJvm.ended(process);
        if (code != 0 || answers != count) {
            throw new IllegalStateException(String.join(" ", command) + " ended with exit code " + code + " and "
                    + answers + " answers of " + count);
        }
        return (answers - begun) * 1e9 / (end - begin);
    }

    /// Counts the answers that begin in what was read, wherever it was cut.
    private void take(int length) {
        for (int i = 0; i < length; i++) {
            matched = buffer[i] == ANSWER[matched] ? matched + 1 : buffer[i] == ANSWER[0] ? 1 : 0;
            if (matched == ANSWER.length) {
                answers++;
                matched = 0;
            }
        }
    }
}
