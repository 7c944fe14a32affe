package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.console.Colours;
import dev.ghostlane.cli.console.Progress;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"classify", "embed", "features", "attention", "infer", "inspect", "convert", "pull", "export",
                    "bench",
                    "soak",
                    "vectors", "check",
                    "doctor", "completion", "man"})
    void everyCommandHasHelp(String command) {
        CommandRun help = CommandRun.of(command, "--help").expect(0);
        assertTrue(help.out().startsWith("Usage: ghostlane " + command), help.out());
        assertEquals(help.out(), CommandRun.of("help", command).expect(0).out());
        assertEquals("", help.err());
        assertTrue(CommandRun.of("--help").expect(0).out().contains("\n  " + command), command);
    }

    @Test
    void versionsAreNamed() {
        String out = CommandRun.of("--version").expect(0).out();
        assertTrue(out.matches("(?s)ghostlane \\S+, commit \\S+\n.*") || out.contains(", modified\n"), out);
        assertTrue(out.contains(Runtime.version().toString()), out);
    }

    @Test
    void coloursAreForTerminals() {
        assertFalse(CommandRun.of("--help").expect(0).out().contains("\u001b"));
        System.setProperty(Colours.TERMINAL, "true");
        try {
            boolean wanted = Colours.ofOutput() == Colours.ON;
            assertEquals(wanted, CommandRun.of("--help").expect(0).out().contains("\u001b["), "unless NO_COLOR is set");
            assertFalse(CommandRun.of("classify").expect(2).err().contains("\u001b"), "that goes to another stream");
        } finally {
            System.clearProperty(Colours.TERMINAL);
        }
    }

    @Test
    void wrongUsageSaysWhatIsWrongAndWhereHelpIs() {
        assertTrue(CommandRun.of().expect(2).err().contains("missing command"));
        CommandRun run = CommandRun.of("clasify", "x.png").expect(2);
        assertTrue(run.err().contains("clasify") && run.err().contains("ghostlane classify"), run.err());
        assertTrue(CommandRun.of("classify").expect(2).err().contains("ghostlane classify --help"));
        assertEquals("", run.out());
        CommandRun.of("doctor", "x").expect(2);
        CommandRun.of("inspect").expect(2);
        CommandRun.of("inspect", "a", "b").expect(2);
    }

    @Test
    void inspectShowsTheModel() throws IOException {
        Path model = CommandRun.bundledModel(folder);
        String out = CommandRun.of("inspect", model).expect(0).out();
        GhostNetV2 network = GhostNetV2.load(model);
        for (String words : List.of("network          GhostNetV2", "width            0.5", "classes          10",
                "stem stride      1",
                String.format(Locale.ROOT, "parameters       %,d", network.parameters()),
                String.format(Locale.ROOT, "MACs             %,d", network.plan(1, 32, 32).multiplyAdds()),
                "1×32×32×3", "trained_on", "airplane,automobile", "\nstem ")) {
            assertTrue(out.contains(words), words + " in " + out);
        }
        String larger = CommandRun.of("inspect", "--size", "64x40", model).expect(0).out();
        assertTrue(larger.contains("1×64×40×3"), larger);
    }

    @Test
    void inspectFindsTheNetworkWithoutAttention() {
        String out = CommandRun.of("inspect", Shared.require("goldens/v1_w050_c17.safetensors")).expect(0).out();
        for (String words : List.of("GhostNet, width 0.5, 17 classes", "network          GhostNet\n", "1×224×224×3")) {
            assertTrue(out.contains(words), words + " in " + out);
        }
        assertFalse(out.contains("upsample") || out.contains("short_conv"), out);
    }

    @Test
    void inspectNamesWhatItCannotUse() throws IOException {
        Path text = Files.writeString(folder.resolve("text.safetensors"), "text");
        assertTrue(CommandRun.of("inspect", text).expect(3).err().contains(text.toString()));
        assertTrue(CommandRun.of("inspect", folder).expect(3).err().contains(folder.toString()));
        Path model = CommandRun.bundledModel(folder);
        assertTrue(CommandRun.of("inspect", "--size", "4x4", model).expect(1).err().contains("4x4"));
    }

    @Test
    void javaVersionsAreCompared() {
        assertTrue(DoctorCommand.isRecent(Runtime.Version.parse("25.0.3+9-LTS")));
        assertTrue(DoctorCommand.isRecent(Runtime.Version.parse("25.0.10")));
        assertTrue(DoctorCommand.isRecent(Runtime.Version.parse("26-ea+5")));
        assertFalse(DoctorCommand.isRecent(Runtime.Version.parse("25")));
        assertFalse(DoctorCommand.isRecent(Runtime.Version.parse("25.0.2")));
        assertFalse(DoctorCommand.isRecent(Runtime.Version.parse("25.0.3-ea+1")));
    }

    @Test
    void unexpectedErrorsTakeOneLine() {
        StringWriter err = new StringWriter();
        int code = Failures.report(new IllegalStateException("surprise"), new PrintWriter(err, true));
        assertEquals(1, code);
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains("surprise") && err.toString().contains("GHOSTLANE_DEBUG=1"), err.toString());
    }

    @Test
    void progressIsSaidSparingly() {
        StringWriter lines = new StringWriter();
        Progress progress = new Progress(new PrintWriter(lines, true), "images", 1000, false);
        long now = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            progress.done(i, now + i * 50_000_000L);
        }
        progress.clear();
        assertEquals(4, lines.toString().lines().count(), lines.toString());
        StringWriter terminal = new StringWriter();
        progress = new Progress(new PrintWriter(terminal, true), "images", 1000, true);
        progress.done(1, System.nanoTime());
        assertEquals("", terminal.toString(), "nothing within the first second");
        progress.done(7, System.nanoTime() + 2_000_000_000L);
        assertEquals("\r7 of 1000 images, 3.5 a second\u001b[K", terminal.toString());
        progress.clear();
        assertTrue(terminal.toString().endsWith("\r\u001b[K"));
    }
}
