package dev.ghostlane.ghostnetv2.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that appears only when it is complete: until [#commit()] it has another name in the same folder.
public final class WholeFile implements AutoCloseable {
    private final Path target;
    private final Path temporary;
    private final boolean replace;
    private final FileChannel channel;

    /// Writes the content of a file.
    @FunctionalInterface
    public interface Content {

        /// Writes all of it; the caller buffers and closes.
        ///
        /// @param out receives the bytes; neither buffered nor closed here
        /// @throws IOException if writing to the stream fails
        void writeTo(OutputStream out) throws IOException;
    }

    private WholeFile(Path target, Path temporary, boolean replace, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.replace = replace;
        this.channel = channel;
    }

    /// Writes a file.
    ///
    /// @param file where the content will be
    /// @param replace whether a file of that name may be replaced
    /// @param content what writes the content
    /// @throws FileAlreadyExistsException if there is one and it may not
    /// @throws IOException if the file cannot be written
    public static void write(Path file, boolean replace, Content content) throws IOException {
        try (WholeFile whole = begin(file, replace)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(whole.channel), 1 << 16);
            content.writeTo(out);
            out.flush();
            whole.commit();
        }
    }

    /// Begins a file. Where a symbolic link has that name, the file that it leads to is replaced, not the link.
    ///
    /// @param file where the content will be
    /// @param replace whether a file of that name may be replaced
    /// @return the file, whose content is written next
    /// @throws FileAlreadyExistsException if there is one and it may not
    /// @throws IOException if nothing can be written there
    public static WholeFile begin(Path file, boolean replace) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target) && (!replace || !Files.isRegularFile(target))) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid()
                + "." + Long.toHexString(System.nanoTime()) + ".tmp");
        return new WholeFile(target, temporary, replace, open(temporary, file));
    }

    /// A folder that cannot be written is reported with the name that the user knows.
    private static FileChannel open(Path temporary, Path file) throws IOException {
        try {
            return FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(file.toString());
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            throw new FileSystemException(file.toString(), null, e.getReason());
        }
    }

    /// {@return where the content is written to}
    public FileChannel channel() { return channel; }

    /// Gives the file its name when all of it is on the disk.
    ///
    /// @throws FileAlreadyExistsException if there is one of that name by now that may not be replaced
    /// @throws IOException if the content cannot be written out
    public void commit() throws IOException {
        channel.force(true);
        channel.close();
        if (replace) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(temporary, target);
        }
    }

    /// Ends writing; without a commit nothing is left.
    ///
    /// @throws IOException if what was begun cannot be removed
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
