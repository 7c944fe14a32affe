package dev.ghostlane.ghostnetv2.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/// Reads the bytes of a checkpoint, after a look at the first ones.
final class CheckpointFile {

    /// Bytes that are looked at before the others are read; a tar archive has its mark at byte 257.
    private static final int HEAD = 512;

    /// Bytes of a read. The JDK keeps a buffer as long as the longest read outside the heap, so the file would be
    /// in memory twice.
    private static final int PIECE = 1 << 20;

    /// Length of a Java array that every JVM can allocate.
    private static final int MAX_FILE = Integer.MAX_VALUE - 8;

    /// Looks at the beginning of a file.
    @FunctionalInterface
    interface Check {
        /// @param head the file's first bytes, 512 unless the file is shorter
        /// @param size bytes of the whole file
        /// @throws CheckpointException if the rest need not be read
        void run(byte[] head, long size);
    }

    private CheckpointFile() {}

    /// All bytes of a file.
    ///
    /// @param kind what the file should be, for messages
    /// @throws CheckpointException if the file is missing, not readable, not a file or larger than an array can
    ///         hold (2 GiB), or if the check refuses it
    static byte[] read(Path path, String kind, Check check) {
        String source = path.toString();
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                String found = attributes.isDirectory() ? "a directory" : "neither a file nor a directory";
                throw new CheckpointException(source + ": expected " + kind + ", found " + found,
                        new IOException("not a regular file"));
            }
            return read(path, attributes.size(), source, check);
        } catch (NoSuchFileException e) {
            throw new CheckpointException(source + ": file not found", e);
        } catch (AccessDeniedException e) {
            throw new CheckpointException(source + ": no permission to read the file", e);
        } catch (IOException e) {
            throw new CheckpointException(source + ": cannot read the file: " + e.getMessage(), e);
        }
    }

    private static byte[] read(Path path, long size, String source, Check check) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(HEAD);
            check.run(head, head.length < HEAD ? head.length : size);
            if (size > MAX_FILE) {
                throw new CheckpointException(source + ": expected a file of at most " + MAX_FILE
                        + " bytes, found " + size + " bytes");
            }
            byte[] bytes = Arrays.copyOf(head, (int) Math.max(size, head.length));
            int read = head.length;
            int piece;
            do {
                piece = in.readNBytes(bytes, read, Math.min(bytes.length - read, PIECE));
                read += piece;
            } while (piece == PIECE);
            return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
        }
    }
}
