package dev.ghostlane.cli.npy;

import dev.ghostlane.cli.console.FileRules;
import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// One array on the command line: `X.npy`, `X.npz` if it has one array, or `X.npz:NAME`.
///
/// @param path of the file
/// @param name of the array in it; null for the only one
public record ArrayFile(Path path, String name) {

    private static final String NPZ = ".npz";

    private static final String NPY = ".npy";

    /// An array may inflate to this, ...
    private static final long MODEST = 16 << 20;

    /// ... or to so many times its compressed bytes, which few but files made to fill memory exceed.
    private static final long MOST_TIMES = 100;

    private static final int NAMES_SHOWN = 10;

    private static final int LETTERS_SHOWN = 60;

    /// What an argument says.
    public static ArrayFile of(String argument) {
        int end = argument.toLowerCase(Locale.ROOT).indexOf(NPZ + ":") + NPZ.length();
        try {
            return end < NPZ.length() || Files.exists(Path.of(argument))
                    ? new ArrayFile(Path.of(argument), null)
                    : new ArrayFile(Path.of(argument.substring(0, end)), argument.substring(end + 1));
        } catch (InvalidPathException e) {
            throw new InputException(argument + ": expected the name of a file: " + e.getReason(), e);
        }
    }

    /// Opens it and checks header and length.
    ///
    /// @throws InputException if the file has no such array, or as [NpyReader#open(Path)]
    public NpyReader open() throws IOException {
        FileRules.requireReadable(path);
        if (isZip()) {
            return open(path.toString());
        }
        if (name != null) {
            throw new InputException(path + ": expected an .npz file, of which :" + Text.shorten(name, LETTERS_SHOWN)
                    + " would be an array, found another");
        }
        return NpyReader.open(path);
    }

    private boolean isZip() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] first = in.readNBytes(2);
            return first.length == 2 && first[0] == 'P' && first[1] == 'K';
        }
    }

    /// Opens it in a zip file.
    ///
    /// @param file names the file in messages
    NpyReader open(String file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException | EOFException e) {
            throw new InputException(file + ": the .npz file is truncated or damaged"
                    + (e.getMessage() == null ? "" : ": " + e.getMessage()), e);
        }
        try {
            ZipEntry entry = entry(zip, file);
            String array = file + ":" + Text.shorten(arrayName(entry), LETTERS_SHOWN);
            long size = entry.getSize();
            if (size > MODEST && size / MOST_TIMES > entry.getCompressedSize()) {
                throw new InputException(array + ": expected at most " + MOST_TIMES + " times its "
                        + entry.getCompressedSize() + " compressed bytes, found " + size
                        + "; write it with numpy.savez instead of savez_compressed");
            }
            return new NpyReader(new Content(zip, entry, array), size, array);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private ZipEntry entry(ZipFile zip, String file) {
        Map<String, ZipEntry> arrays = new LinkedHashMap<>();
        zip.stream().filter(entry -> entry.getName().endsWith(NPY)).forEach(entry -> {
            if (arrays.put(arrayName(entry), entry) != null) {
                throw new InputException(file + ": the .npz file has two arrays of the name "
                        + Text.shorten(arrayName(entry), LETTERS_SHOWN));
            }
        });
        if (name == null && arrays.size() == 1) {
            return arrays.values().iterator().next();
        }
        ZipEntry entry = name == null
                ? null
                : arrays.getOrDefault(name, name.endsWith(NPY)
                        ? arrays.get(name.substring(0, name.length() - NPY.length()))
                        : null);
        if (entry == null) {
            throw new InputException(file + ": expected " + (name == null
                    ? "one array, or a choice such as " + file + ":NAME"
                    : "an array of the name " + Text.shorten(name, LETTERS_SHOWN)) + ", found " + names(arrays));
        }
        return entry;
    }

    private static String names(Map<String, ZipEntry> arrays) {
        return arrays.isEmpty()
                ? "a zip file without .npy files"
                : arrays.keySet().stream().limit(NAMES_SHOWN).map(name -> Text.shorten(name, LETTERS_SHOWN))
                        .collect(Collectors.joining(", ", "the arrays ", arrays.size() > NAMES_SHOWN ? ", …" : ""));
    }

    private static String arrayName(ZipEntry entry) {
        return entry.getName().substring(0, entry.getName().length() - NPY.length());
    }

    /// The bytes of an array, which must be as many as the zip file says and have its checksum.
    private static final class Content implements ReadableByteChannel {
        private final ZipFile zip;
        private final ZipEntry entry;
        private final String array;
        private final CheckedInputStream in;
        private long left;

        Content(ZipFile zip, ZipEntry entry, String array) throws IOException {
            this.zip = zip;
            this.entry = entry;
            this.array = array;
            this.in = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
            this.left = entry.getSize();
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            try {
                int count = in.read(to.array(), to.arrayOffset() + to.position(), to.remaining());
                to.position(to.position() + Math.max(count, 0));
                left -= Math.max(count, 0);
                if (left == 0 && (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc())) {
                    throw new InputException(array + ": the array does not have the length or checksum that the .npz"
                            + " file states: it is damaged");
                }
                return count;
            } catch (ZipException | EOFException e) {
                throw new InputException(array + ": the array is damaged: " + e.getMessage(), e);
            }
        }

        @Override
        public boolean isOpen() { return left >= 0; }

        @Override
        public void close() throws IOException { zip.close(); }
    }
}
