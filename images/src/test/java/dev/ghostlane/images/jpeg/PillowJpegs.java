package dev.ghostlane.images.jpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// JPEG files with Pillow's answers, as `testdata/generators/jpegs.py` writes them.
public final class PillowJpegs {

    private PillowJpegs() {}

    /// What Pillow does.
    public enum Verdict {
        REFUSES, DECODES,
        /// It waits for more bytes, though none may be needed but the end marker; with that it decodes.
        WANTS_END
    }

    /// A file and what Pillow makes of it.
    ///
    /// @param how how it was made
    /// @param digest SHA-256 of the RGB pixels
    public record Case(String how, byte[] file, Verdict verdict, int width, int height, byte[] digest) {

        @Override
        public String toString() { return how; }
    }

    /// The files of the build.
    public static List<Case> sample() {
        try (var in = Objects.requireNonNull(PillowJpegs.class.getResourceAsStream("/jpegs.bin"))) {
            return cases(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The files that the generator has written into a file.
    public static List<Case> read(Path path) throws IOException { return cases(Files.readAllBytes(path)); }

    private static List<Case> cases(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content);
        List<Case> cases = new ArrayList<>();
        for (int count = in.getInt(); count > 0; count--) {
            String how = new String(bytes(in, in.getShort()), StandardCharsets.UTF_8);
            cases.add(new Case(how, bytes(in, in.getInt()), Verdict.values()[in.get()],
                    in.getShort() & 0xffff, in.getShort() & 0xffff,
                    bytes(in, 32)));
        }
        return cases;
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
