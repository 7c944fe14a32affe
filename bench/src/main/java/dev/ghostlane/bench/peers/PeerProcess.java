package dev.ghostlane.bench.peers;

import dev.ghostlane.bench.common.ForkedJvm;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A program of `bench/programs` that runs. `Served.java` there tells its orders.
final class PeerProcess implements AutoCloseable {
    private final Peer peer;
    private final Path log;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;

    /// Starts it.
    ///
    /// @param log for what it says on the error stream
    PeerProcess(Peer peer, List<String> command, Map<String, String> environment, Path log) throws IOException {
        this.peer = peer;
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /// Gives an order.
    void send(Object... words) {
        try {
            orders.write(String.join("\t", List.of(words).stream().map(Object::toString).toList()));
            orders.newLine();
            orders.flush();
        } catch (IOException e) {
            throw failed("ended: " + lastWords(), e);
        }
    }

    /// Waits for an answer.
    ///
    /// @return its words
    /// @throws IllegalStateException if it failed or the process ended
    List<String> answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw failed("ended with exit code " + process.waitFor() + ": " + lastWords(), null);
            }
            List<String> words = List.of(line.split("\t"));
            if (words.getFirst().equals("failed")) {
                throw failed(line.substring("failed".length()).strip(), null);
            }
            return words;
        } catch (IOException e) {
            throw failed(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Gives an order and waits for its answer.
    List<String> ask(Object... words) {
        send(words);
        return answer();
    }

    /// The most memory it has had, in kilobytes.
    long peakKilobytes() { return ForkedJvm.peakKilobytes("" + process.pid()); }

    private IllegalStateException failed(String message, Exception cause) {
        return new IllegalStateException(peer + ": " + message, cause);
    }

    /// The last line of its log: what languages say at the end of a trace, or an error in one line.
    private String lastWords() {
        try {
            return Files.readAllLines(log).stream().filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                    .reduce((_, last) -> last).orElse("it said nothing").strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException e) {
            // It has ended already.
        }
        ForkedJvm.ended(process);
    }
}
