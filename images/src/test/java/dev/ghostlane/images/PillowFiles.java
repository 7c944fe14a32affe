package dev.ghostlane.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Files with Pillow's answers, as `testdata/generators/jpegs.py` and `pngs.py` write them.
public final class PillowFiles {

    private PillowFiles() {}

    /// What Pillow does.
    public enum Verdict {
        REFUSES, DECODES,
        /// It waits for more bytes, though none may be needed but a JPEG's end marker, and decodes with that; or it
        /// decodes a PNG of which something is missing or wrong.
        MAY_REFUSE
    }

    /// A file and what Pillow makes of it.
    ///
    /// @param how how it was made
    /// @param digest SHA-256 of the RGB pixels
    public record Case(String how, byte[] file, Verdict verdict, int width, int height, byte[] digest) {

        @Override
        public String toString() { return how; }
    }

    /// The JPEGs of the build.
    public static List<Case> jpegs() { return sample("/jpegs.bin"); }

    /// The PNGs of the build.
    public static List<Case> pngs() { return sample("/pngs.bin"); }

    private static List<Case> sample(String name) {
        try (var in = Objects.requireNonNull(PillowFiles.class.getResourceAsStream(name))) {
            return cases(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The files that a generator has written into a file.
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
