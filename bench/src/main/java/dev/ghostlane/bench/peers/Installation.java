package dev.ghostlane.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A peer that is ready to run.
///
/// @param version of it and of what it stands on
/// @param dependencies jars, or packages of Python, with its own
/// @param bytes of these; -1 if they cannot be told
/// @param command what starts it, without the arguments that all have
/// @param environment variables for it
/// @param weights in the format that it reads
/// @param labels a line for each class
/// @param folder for the files that it makes for itself, and its log
record Installation(Peer peer, String version, int dependencies, long bytes, List<String> command,
        Map<String, String> environment, Path weights, Path labels, Path folder) {

    /// Starts it.
    ///
    /// @param threads of a run of the network
    /// @param atOnce how many photos it works on at once; a program of Python does one
    PeerProcess start(int threads, int atOnce) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(weights.toString(), labels.toString(), "" + threads, "" + atOnce));
        Files.createDirectories(folder.resolve("tmp"));
        return new PeerProcess(peer, words, environment, folder.resolve("log.txt"));
    }

    /// Bytes of the files that it made for itself.
    long bytesMade() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && !file.endsWith("log.txt"))
                    .mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /// Takes these files away.
    void forget() throws IOException { delete(folder); }

    /// Deletes a folder, if there is one, and all that is in it.
    static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
