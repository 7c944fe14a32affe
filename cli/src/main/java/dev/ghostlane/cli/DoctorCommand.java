package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.measure.Environment;
import dev.ghostlane.cli.measure.Machine;
import dev.ghostlane.cli.measure.SelfTest;
import dev.ghostlane.ghostnetv2.hub.HubException;
import dev.ghostlane.ghostnetv2.hub.HubSettings;
import dev.ghostlane.kernels.Kernels;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `ghostlane doctor`: what this machine and this Java offer.
@Command(name = "doctor", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = {"Says which Java runs, which vectors it has and whether the SIMD kernels are on.", "",
                "Everything can be pasted into a bug report: passwords, tokens and options that could hold some are"
                        + " left out. Exit code 1 if the self-test, a run of the bundled model, gives wrong bits.",
                ""})
final class DoctorCommand implements Callable<Integer> {

    /// The oldest Java that Ghostlane is tested with.
    static final Runtime.Version OLDEST = Runtime.Version.parse("25.0.3");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Kernels kernels = Kernels.best();
        SelfTest selfTest = SelfTest.run();
        boolean recent = isRecent(Runtime.version());
        line(out, "ghostlane", Version.ghostlane());
        line(out, "Java", Runtime.version() + ", " + System.getProperty("java.vendor")
                + (recent ? "" : " (older than " + OLDEST + ")"));
        line(out, "Java home", System.getProperty("java.home"));
        line(out, "JVM", System.getProperty("java.vm.name") + ", " + System.getProperty("java.vm.info"));
        line(out, "JVM options", Environment.jvmOptions(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        line(out, "system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch") + Environment.distribution().map(name -> ", " + name).orElse(""));
        line(out, "language", Environment.language());
        line(out, "processor", Machine.cpu());
        line(out, "cores", Runtime.getRuntime().availableProcessors() + " for this process");
        line(out, "vector sets", Machine.vectorFlags().isEmpty() ? "unknown" : String.join(" ", Machine.vectorFlags()));
        line(out, "JVM flags", flags("UseAVX", "UseSVE", "UseFMA", "MaxVectorSize", "LoopStripMiningIter"));
        line(out, "fused mul-add", switch (Machine.jvmFlag("UseFMA").orElse("")) {
            case "true" -> "yes";
            case "false" -> "no: every kernel is slow without";
            default -> "unknown";
        });
        line(out, "max heap", Text.format("%,d MB", Runtime.getRuntime().maxMemory() >> 20));
        line(out, "memory", Environment.memory());
        line(out, "temporary", Environment.folder(Path.of(System.getProperty("java.io.tmpdir"))));
        downloads(out);
        line(out, "SIMD", kernels.isSimd() ? "on" : "off");
        line(out, "vector width", kernels.isSimd()
                ? kernels.lanes() * Float.SIZE + " bits, " + kernels.lanes() + " floats"
                : "none");
        line(out, "kernels", Kernels.choice());
        line(out, "self-test", selfTest.toString());
        out.println();
        out.println(verdict(recent, kernels.isSimd(), selfTest.passed()));
        return selfTest.passed() ? Main.GOOD : Main.BAD_INPUT;
    }

    private static void downloads(PrintWriter out) {
        try {
            HubSettings settings = HubSettings.of(System.getenv());
            line(out, "cache", Environment.folder(settings.cache()));
            line(out, "downloads", settings.endpoint() + (settings.isOffline() ? ", offline" : "")
                    + settings.proxy().map(proxy -> ", proxy " + proxy).orElse(", no proxy")
                    + (settings.hasToken() ? ", with a token" : ", no token"));
        } catch (HubException e) {
            line(out, "downloads", "impossible: " + e.getMessage());
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

    private static void line(PrintWriter out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-14s %s", name, value));
    }
}
