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

/// A file that appears only when it is complete: it is written under another name in the same folder, and
/// [#commit()] gives it its own name. For one thread.
public final class WholeFile implements AutoCloseable {

    /// Writes the content of a file.
    @FunctionalInterface
    public interface Content {
        /// @param out need not be flushed or closed
        void writeTo(OutputStream out) throws IOException;
    }

    private final Path target;
    private final Path temporary;
    private final boolean replace;
    private final FileChannel channel;

    private WholeFile(Path target, Path temporary, boolean replace, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.replace = replace;
        this.channel = channel;
    }

    /// Begins a file. Through a symbolic link: the file that it leads to is replaced, not the link.
    ///
    /// @param replace whether a file of that name may be replaced
    /// @throws FileAlreadyExistsException if there is one and it may not, or if there is something else of that name
    public static WholeFile create(Path file, boolean replace) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target) && (!replace || !Files.isRegularFile(target))) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid()
                + "." + Long.toHexString(System.nanoTime()) + ".tmp");
        return new WholeFile(target, temporary, replace, open(temporary, file));
    }

    /// Writes a file.
    ///
    /// @param replace whether a file of that name may be replaced
    /// @throws FileAlreadyExistsException as [#create]
    public static void write(Path file, boolean replace, Content content) throws IOException {
        try (WholeFile whole = create(file, replace)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(whole.channel), 1 << 16);
            content.writeTo(out);
            out.flush();
            whole.commit();
        }
    }

    /// What is written to the file.
    public FileChannel channel() { return channel; }

    /// Gives the file its name when all of it is on the disk.
    public void commit() throws IOException {
        channel.force(true);
        channel.close();
        if (replace) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(temporary, target);
        }
    }

    /// Ends writing; what was not committed disappears.
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
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
}
