package dev.ghostlane.ghostnetv2.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;

/// What is there of a file that is being downloaded. Its name holds the SHA-256 that the whole file will have, so that
/// it needs no second file that could disagree with it: whatever a process leaves behind when it is killed is either
/// the beginning of the file that the hub has now, or is of another file and gets deleted.
final class PartialFile {
    private static final String ENDING = ".part";

    /// Of files of which no SHA-256 is stated.
    private static final String UNNAMED = ".unnamed" + ENDING;

    private final Path target;
    private final Path path;

    /// Whether a later download can recognise the file and go on from it.
    private final boolean named;

    private PartialFile(Path target, RemoteFile file) {
        this.target = target;
        named = file.sha256() != null;
        path = target.resolveSibling(target.getFileName() + (named ? "." + file.sha256() + ENDING : UNNAMED));
    }

    static PartialFile of(Path target, RemoteFile file) { return new PartialFile(target, file); }

    Path path() { return path; }

    /// How many of the file's first bytes are there.
    long length() { return named ? length(path) : 0; }

    /// How many bytes there are of a file that a later download can go on from.
    static long keptLength(Path target) {
        long[] longest = {0};
        try {
            each(target, part -> !part.getFileName().toString().endsWith(UNNAMED),
                    part -> longest[0] = Math.max(longest[0], length(part)));
        } catch (IOException e) {
            // Nothing that could be read is nothing that could be continued.
            return 0;
        }
        return longest[0];
    }

    private static long length(Path part) {
        try {
            return Files.size(part);
        } catch (IOException e) {
            return 0;
        }
    }

    /// Opens it for writing from some byte on; what is there from that byte on is dropped.
    FileChannel open(long first) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            return channel.truncate(first).position(first);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Brings it to the disk.
    void force() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    void delete() throws IOException { Files.deleteIfExists(path); }

    /// Deletes what is there of earlier versions of the file.
    void deleteOthers() throws IOException { each(target, part -> !part.equals(path), Files::deleteIfExists); }

    /// Deletes what is there of any version of the file.
    static void deleteAll(Path target) throws IOException { each(target, part -> true, Files::deleteIfExists); }

    private interface Action {
        void accept(Path part) throws IOException;
    }

    private static void each(Path target, Predicate<Path> wanted, Action action) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(target.getParent(),
                name -> name.getFileName().toString().startsWith(target.getFileName() + ".")
                        && name.getFileName().toString().endsWith(ENDING))) {
            for (Path part : parts) {
                if (wanted.test(part)) {
                    action.accept(part);
                }
            }
        }
    }
}
