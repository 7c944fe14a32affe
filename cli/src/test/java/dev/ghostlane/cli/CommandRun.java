package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a command did: its exit code and what it wrote.
record CommandRun(int code, String out, String err) {

    /// Runs a command in this process.
    static CommandRun of(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter outWriter = new PrintWriter(out);
        PrintWriter errWriter = new PrintWriter(err);
        int code = Main.run(outWriter, errWriter, Stream.of(args).map(String::valueOf).toArray(String[]::new));
        outWriter.flush();
        errWriter.flush();
        return new CommandRun(code, out.toString(), err.toString());
    }

    /// The bundled model as a file.
    static Path bundledModel(Path folder) throws IOException {
        Path file = folder.resolve("bundled.safetensors");
        try (InputStream resource = GhostNetV2.class.getResourceAsStream("bundled.safetensors")) {
            Files.copy(resource, file);
        }
        return file;
    }

    /// A name with letters beyond ASCII, or, where Java can give files no such names (in the locale C), without them.
    static String fileName(String name) {
        return Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name)
                ? name
                : name.replaceAll("[^ -~]", "x");
    }

    CommandRun expect(int code) {
        assertEquals(code, this.code, toString());
        assertFalse(err.contains("\tat ") || err.contains("internal error"), toString());
        return this;
    }
}
