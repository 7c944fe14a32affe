package dev.ghostlane.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Commands of an example on the page, and what they print.
///
/// @param folder the example's, from the root of a checkout
/// @param steps the commands after the change to it
record Session(String folder, List<Step> steps) {
    private static final Pattern BLOCK = Pattern.compile("```\n\\$ cd (docs/examples/\\S+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ (.*)\n((?:[^$\n].*\n)*)");

    /// The build of an example, which has happened when the commands are run.
    private static final String BUILD = "mvn -ntp -q package";

    /// The port on the page, for which a free one is taken.
    private static final String PORT = "8080";

    private static final int MOST_SECONDS = 60;

    /// A command.
    ///
    /// @param printed what the page says that it prints; `…` stands for anything
    private record Step(String command, String printed) {}

    /// The sessions of a page: the blocks that begin in an example's folder.
    static List<Session> of(String page) {
        return BLOCK.matcher(page).results().map(block -> new Session(block.group(1),
                COMMAND.matcher(block.group(2)).results().map(step -> new Step(step.group(1), step.group(2))).toList()))
                .toList();
    }

    /// Runs the commands, and stops what they have started.
    ///
    /// @param checkout where the folders are
    void run(Path checkout) throws IOException, InterruptedException {
        Assumptions.assumeTrue(isOnPath("bash"), "there is no bash to run the page's commands");
        assertEquals(BUILD, steps.getFirst().command, "what the page calls the build of " + folder);
        int port = freePort();
        List<Process> servers = new ArrayList<>();
        Path errors = Files.createTempFile("example", ".err");
        try {
            for (Step step : steps.subList(1, steps.size())) {
                String program = step.command.split(" ")[0];
                Assumptions.assumeTrue(!program.equals("curl") || isOnPath(program), "there is no curl");
                String command = step.command.replace(PORT, Integer.toString(port));
                if (command.endsWith(" &")) {
                    servers.add(shell(checkout, "exec " + command.replaceFirst(" &$", ""), errors)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
                    awaitPort(servers.getLast(), port, errors);
                } else {
                    check(step, shell(checkout, command, errors), errors);
                }
            }
            String said = Files.readString(errors);
            assertFalse(said.contains("scalar kernels"), said);
        } finally {
            servers.forEach(Process::destroy);
            for (Process server : servers) {
                server.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            }
            Files.delete(errors);
        }
    }

    private static void check(Step step, ProcessBuilder shell, Path errors) throws IOException, InterruptedException {
        Path output = Files.createTempFile("example", ".out");
        try {
            Process process = shell.redirectOutput(output.toFile()).start();
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String printed = Files.readString(output);
            assertTrue(ended && process.exitValue() == 0,
                    () -> step.command + ": " + printed + "\n" + read(errors));
            String expected = Stream.of(step.printed.strip().split("…", -1)).map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            Matcher matcher = Pattern.compile(expected, Pattern.DOTALL).matcher(printed.strip());
            // As texts, so that a failure shows both.
            assertEquals(step.printed.strip(), matcher.matches() ? step.printed.strip() : printed.strip(),
                    step.command);
        } finally {
            Files.delete(output);
        }
    }

    private ProcessBuilder shell(Path checkout, String command, Path errors) {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command).directory(checkout.resolve(folder).toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        Map<String, String> environment = shell.environment();
        environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + environment.get("PATH"));
        // Outputs have signs such as ×.
        environment.put("LC_ALL", "C.UTF-8");
        environment.keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        return shell;
    }

    private static void awaitPort(Process server, int port, Path errors) throws InterruptedException {
        for (long begin = System.nanoTime(); System.nanoTime() - begin < MOST_SECONDS * 1e9;) {
            assertTrue(server.isAlive(), () -> "the server ended: " + read(errors));
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError("the server does not listen: " + read(errors));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder,
                program)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
