package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.console.ModelException;
import dev.ghostlane.ghostnetv2.hub.HubException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.testdata.Shared;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What exit codes tell. Downloads that fail are in [PullCommandTest], Ctrl-C in [ManyImagesTest].
class ExitCodesTest {
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");

    @TempDir
    private Path folder;

    @Test
    void badImagesAreToldFromABadModel() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "text");
        CommandRun.of("classify", CHELSEA, text).expect(1);
        CommandRun.of("classify", text).expect(1);
        CommandRun.of("classify", "-m", text, CHELSEA).expect(3);
        CommandRun.of("classify", "-m", folder.resolve("none.safetensors"), CHELSEA, text).expect(3);
        CommandRun.of("classify", "--labels", folder.resolve("none.txt"), CHELSEA).expect(1);
        CommandRun.of("classify", "--no-such-option", CHELSEA, "-m", text).expect(2);
    }

    @Test
    void eachFailureHasItsCode() {
        StringWriter err = new StringWriter();
        PrintWriter writer = new PrintWriter(err, true);
        assertEquals(Main.NO_MODEL, Failures.report(new ModelException("no model"), writer));
        assertEquals(Main.NO_MEMORY, Failures.report(new OutOfMemoryError("Java heap space"), writer));
        assertEquals(Main.NO_MEMORY, Failures.report(new ImageMemoryException("no room"), writer));
        assertEquals(Main.NO_DOWNLOAD, Failures.report(new HubException("no network"), writer));
        assertEquals(Main.BAD_INPUT, Failures.report(new IOException("no disk"), writer));
        assertEquals(5, err.toString().lines().count(), err.toString());
    }

    /// In a JVM with a small heap: alone the image is a matter of memory, with others it is one of some bad images.
    @Test
    void tooLittleMemoryForTheOnlyImage() throws IOException, InterruptedException {
        Path huge = folder.resolve("huge.gif");
        ImageIO.write(new BufferedImage(5000, 5000, BufferedImage.TYPE_BYTE_GRAY), "gif", huge.toFile());
        assertEquals(Main.NO_MEMORY, run(huge));
        assertEquals(Main.BAD_INPUT, run(huge, CHELSEA));
    }

    private int run(Path... images) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dghostlane.simd=false", "-Xmx64m", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "classify"));
        List.of(images).forEach(image -> command.add(image.toString()));
        Path err = folder.resolve("err.txt");
        int code = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile()).start().waitFor();
        assertTrue(Files.readString(err).contains("huge.gif: the heap has no room"), Files.readString(err));
        return code;
    }

    /// Of a command that has no images or model the codes that it can have.
    @ParameterizedTest
    @MethodSource("commands")
    void helpNamesThem(CommandLine command) {
        String help = command.getUsageMessage();
        List<String> codes = switch (command.getCommandName()) {
            case "vectors", "check", "soak", "doctor", "man" -> List.of("0", "1", "2", "4");
            case "completion" -> List.of("0", "2", "4");
            default -> List.of("0", "1", "2", "3", "4", "5", "130");
        };
        String list = help.substring(help.indexOf("\nExit codes:\n") + 13);
        assertEquals(codes, list.lines().takeWhile(line -> !line.isBlank()).map(line -> line.strip().split(" ")[0])
                .filter(word -> word.matches("[0-9]+")).toList(), help);
    }

    static List<CommandLine> commands() {
        CommandLine ghostlane = GhostlaneCommand.commandLine();
        List<CommandLine> all = new ArrayList<>(List.of(ghostlane));
        ghostlane.getSubcommands().forEach((name, command) -> {
            if (!name.equals("help")) {
                all.add(command);
            }
        });
        return all;
    }

    @Test
    void theManualHasTheSameList() throws IOException {
        String page = Files.readString(Shared.repository().resolve("docs/command.md"));
        for (int code : new int[]{Main.GOOD, Main.BAD_INPUT, Main.WRONG_USAGE, Main.NO_MODEL, Main.NO_MEMORY,
                Main.NO_DOWNLOAD, Main.INTERRUPTED}) {
            assertTrue(page.contains("\n| " + code + " | "), "exit code " + code + " in docs/command.md");
        }
    }
}
