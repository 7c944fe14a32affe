package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Colours;
import dev.ghostlane.cli.console.Json;
import dev.ghostlane.cli.console.OutputFormat;
import dev.ghostlane.cli.console.Records;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.measure.Environment;
import dev.ghostlane.cli.measure.Machine;
import dev.ghostlane.cli.measure.SelfTest;
import dev.ghostlane.cli.options.FormatOption;
import dev.ghostlane.ghostnetv2.hub.HubException;
import dev.ghostlane.ghostnetv2.hub.HubSettings;
import dev.ghostlane.kernels.Kernels;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `ghostlane doctor`: what this machine and this Java offer.
@Command(name = "doctor",
        description = {"Says which Java runs, which vectors it has and whether the SIMD kernels are on.", "",
                "Everything can be pasted into a bug report: passwords, tokens and options that could hold some are"
                        + " left out.",
                ""},
        exitCodeList = {"0:the self-test, a run of the bundled model, gave the right bits", "1:it gave wrong ones",
                "2:wrong usage", Subcommand.EXIT_CODE_OF_MEMORY})
final class DoctorCommand extends Subcommand {

    /// The oldest Java that Ghostlane is tested with.
    static final Runtime.Version OLDEST = Runtime.Version.parse("25.0.3");

    @Mixin
    private FormatOption format;

    private final Map<String, String> lines = new LinkedHashMap<>();

    @Override
    public Integer call() {
        OutputFormat printed = format.format();
        Kernels kernels = Kernels.best();
        SelfTest selfTest = SelfTest.run();
        boolean recent = isRecent(Runtime.version());
        line("ghostlane", Version.ghostlane());
        line("Java", Runtime.version() + ", " + System.getProperty("java.vendor")
                + (recent ? "" : " (older than " + OLDEST + ")"));
        line("Java home", System.getProperty("java.home"));
        line("JVM", System.getProperty("java.vm.name") + ", " + System.getProperty("java.vm.info"));
        line("started by", JarMain.start());
        line("JVM options", Environment.jvmOptions(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        line("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch") + Environment.distribution().map(name -> ", " + name).orElse(""));
        line("language", Environment.language());
        line("processor", Machine.cpu());
        line("cores", Runtime.getRuntime().availableProcessors() + " for this process");
        line("vector sets", Machine.vectorFlags().isEmpty() ? "unknown" : String.join(" ", Machine.vectorFlags()));
        line("JVM flags", flags("UseAVX", "UseSVE", "UseFMA", "MaxVectorSize", "LoopStripMiningIter"));
        line("fused mul-add", switch (Machine.jvmFlag("UseFMA").orElse("")) {
            case "true" -> "yes";
            case "false" -> "no: every kernel is slow without";
            default -> "unknown";
        });
        line("max heap", Text.format("%,d MB", Runtime.getRuntime().maxMemory() >> 20));
        line("memory", Environment.memory());
        line("temporary", Environment.folder(Path.of(System.getProperty("java.io.tmpdir"))));
        downloads();
        line("SIMD", kernels.isSimd() ? "on" : "off");
        line("vector width", kernels.isSimd()
                ? kernels.lanes() * Float.SIZE + " bits, " + kernels.lanes() + " floats"
                : "none");
        line("kernels", Kernels.choice());
        line("self-test", selfTest.toString());
        print(printed, verdict(recent, kernels.isSimd(), selfTest.passed()));
        return selfTest.passed() ? Main.GOOD : Main.BAD_INPUT;
    }

    private void downloads() {
        try {
            HubSettings settings = HubSettings.of(System.getenv());
            line("cache", Environment.folder(settings.cache()));
            line("downloads", settings.endpoint() + (settings.isOffline() ? ", offline" : "")
                    + settings.proxy().map(proxy -> ", proxy " + proxy).orElse(", no proxy")
                    + (settings.hasToken() ? ", with a token" : ", no token"));
        } catch (HubException e) {
            line("downloads", "impossible: " + e.getMessage());
        }
    }

    /// Whether a Java is at least [#OLDEST]; an early access build of it is not.
    static boolean isRecent(Runtime.Version version) { return version.compareToIgnoreOptional(OLDEST) >= 0; }

    private static String verdict(boolean recent, boolean simd, boolean right) {
        if (!right) {
            return "The results are wrong on this machine: please report this, with all of the above.";
        }
        if (!recent) {
            return "Ghostlane needs Java " + OLDEST + " or later: set GHOSTLANE_JAVA_HOME to one.";
        }
        return simd ? "All is well." : "It works, but slowly: see why at 'kernels' above.";
    }

    private static String flags(String... names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            Machine.jvmFlag(name).ifPresent(value -> text.append(text.isEmpty() ? "" : " ").append(name).append('=')
                    .append(value));
        }
        return text.isEmpty() ? "unknown" : text.toString();
    }

    private void line(String name, String value) { lines.put(name, value); }

    private void print(OutputFormat printed, String verdict) {
        switch (printed) {
            case TABLE -> {
                lines.forEach((name, value) -> print("%-14s %s", name, value));
                out().println();
                out().println(Colours.ofOutput().bold(verdict));
            }
            case JSON, JSONL -> {
                line("verdict", verdict);
                Records.one(out(), printed, lines);
            }
            case CSV -> {
                line("verdict", verdict);
                try (Records records = new Records(out(), printed, "name", "value")) {
                    lines.forEach((name, value) -> records.add(Json.object("name", name, "value", value)));
                }
            }
        }
    }
}
