package dev.ghostlane.cli.npy;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.options.LabelFile;
import dev.ghostlane.testdata.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;

/// What is fuzzed of the command's own formats.
public final class InputTargets {

    private InputTargets() {}

    /// All of them.
    public static List<FuzzTarget> all() { return List.of(new Npy(), new Npz(), new Labels()); }

    private static void requireSource(InputException e) {
        if (!e.getMessage().startsWith("input: ")) {
            throw new AssertionError("expected a message that names the file", e);
        }
    }

    /// A `.npy` file: refused by an [InputException], or read to its end, and its header written again is read as the
    /// same shape.
    public static final class Npy implements FuzzTarget {

        @Override
        public String name() { return "npy"; }

        @Override
        public List<byte[]> seeds() {
            return List.of(NpyFiles.bytes(1, 0, NpyFiles.header("<f4", "(2, 3)"), NpyFiles.floats(1, 2, 3, 4, 5, 6)),
                    NpyFiles.bytes(2, 0, NpyFiles.header("<f4", "(1,)"), NpyFiles.floats(7)),
                    NpyFiles.bytes(3, 0, NpyFiles.header("<f4", "()"), NpyFiles.floats(7)),
                    NpyFiles.bytes(1, 0, NpyFiles.header(">f8", "(1, 2)").replace("False", "True"), new byte[16]),
                    NpyFiles.bytes(1, 0, NpyFiles.header("|u1", "(3,)"), new byte[3]));
        }

        @Override
        public List<String> words() {
            return List.of("'descr'", "'fortran_order'", "'shape'", "'<f4'", "'>f8'", "'<f2'", "'|i1'", "'<u8'",
                    "False", "True", "2147483647", "(0,)");
        }

        @Override
        public Check parse(byte[] input) throws IOException {
            try (NpyReader reader = new NpyReader(new BytesChannel(input), input.length, "input")) {
                long elements = new NpyHeader(reader.shape()).elements();
                reader.read(new float[(int) elements], (int) elements);
                byte[] header = new NpyHeader(reader.shape()).bytes();
                NpyHeader again = NpyHeader.parse("again",
                        new String(header, 10, header.length - 10, StandardCharsets.US_ASCII));
                if (!again.shape().equals(reader.shape())) {
                    throw new AssertionError("expected " + reader.shape() + ", found " + again.shape());
                }
            } catch (InputException e) {
                requireSource(e);
            }
            return Check.NONE;
        }
    }

    /// A `.npz` file: refused by an [InputException], or its array is read to its end, with the checksum.
    public static final class Npz implements FuzzTarget {

        /// An array may inflate to 16 MiB, and integers of one byte become floats.
        private static final Bounds INFLATED = new Bounds(512, 66 << 20, 5_000_000_000L);

        /// The zip library reads files only.
        private Path file;

        @Override
        public String name() { return "npz"; }

        @Override
        public List<byte[]> seeds() {
            byte[] array = NpyFiles.bytes(1, 0, NpyFiles.header("<f4", "(2, 3)"), NpyFiles.floats(1, 2, 3, 4, 5, 6));
            byte[] fortran = NpyFiles.bytes(1, 0, NpyFiles.header("|u1", "(50, 20)").replace("False", "True"),
                    new byte[1000]);
            return List.of(NpyFiles.zip(ZipEntry.STORED, "x.npy", array),
                    NpyFiles.zip(ZipEntry.DEFLATED, "x.npy", fortran),
                    NpyFiles.zip(ZipEntry.DEFLATED, "read.me", array, "a/b.npy", array));
        }

        @Override
        public Bounds bounds() { return INFLATED; }

        @Override
        public Check parse(byte[] input) throws IOException {
            if (file == null) {
                file = Files.createTempFile("fuzz", ".npz");
                file.toFile().deleteOnExit();
            }
            try (NpyReader reader = new ArrayFile(Files.write(file, input), null).open("input")) {
                long left = new NpyHeader(reader.shape()).elements();
                for (float[] piece = new float[1024]; left > 0; left -= piece.length) {
                    reader.read(piece, (int) Math.min(left, piece.length));
                }
            } catch (InputException e) {
                if (!e.getMessage().startsWith("input:")) {
                    throw new AssertionError("expected a message that names the file", e);
                }
            }
            return Check.NONE;
        }
    }

    /// A file of labels: refused by an [InputException], or lines without spaces around them.
    public static final class Labels implements FuzzTarget {

        @Override
        public String name() { return "labels"; }

        @Override
        public List<byte[]> seeds() {
            return List.of("cat\ndog\n".getBytes(StandardCharsets.UTF_8),
                    "\uFEFF Käfer \r\nΩ\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Check parse(byte[] input) {
            try {
                List<String> labels = LabelFile.lines(input, "input");
                for (String label : labels) {
                    if (!label.equals(label.strip()) || label.lines().count() > 1) {
                        throw new AssertionError("expected a line without spaces around it, found '" + label + "'");
                    }
                }
            } catch (InputException e) {
                requireSource(e);
            }
            return Check.NONE;
        }
    }
}
