package dev.ghostlane.bench.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The rate is that of the second half, and a command that fails is no measurement.
@DisabledOnOs(OS.WINDOWS)
class CommandRunTest {

    @TempDir
    private Path folder;

    /// The first two answers take 2.5 seconds each, the others 0.1: with start-up there would be 1.7 a second.
    private static final String SLOW_START = "printf '['; n=0; for f in \"$0\"/*; do n=$((n+1));"
            + " [ $n -gt 2 ] && sleep 0.1 || sleep 2.5; printf '%s' \"{\\\"im\"; printf '%s' \"age\\\":\\\"$f\\\"},\";"
            + " done; printf ']'";

    @Test
    void startUpDoesNotCount() throws IOException {
        Path photo = Files.createFile(folder.resolve("photo.jpg"));
        double rate = CommandRun.rate(List.of("sh", "-c", SLOW_START), List.of(photo), 10, folder.resolve("work"));
        assertTrue(rate > 2 && rate < 10.5, "" + rate);
        try (Stream<Path> left = Files.list(folder.resolve("work"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aCommandThatFailsIsNoMeasurement() throws IOException {
        Path photo = Files.createFile(folder.resolve("photo.jpg"));
        List<String> fails = List.of("sh", "-c", SLOW_START + "; exit 3");
        String message = assertThrows(IllegalStateException.class,
                () -> CommandRun.rate(fails, List.of(photo), 2, folder)).getMessage();
        assertTrue(message.contains("exit code 3 and 2 answers of 2"), message);
        List<String> none = List.of("sh", "-c", "exit 0");
        assertTrue(assertThrows(IllegalStateException.class, () -> CommandRun.rate(none, List.of(photo), 2, folder))
                .getMessage().contains("0 answers of 2"));
    }
}
