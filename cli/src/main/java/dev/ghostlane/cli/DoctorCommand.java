package dev.ghostlane.cli;

import dev.ghostlane.kernels.Kernels;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `ghostlane doctor`: what this machine and this Java offer.
@Command(name = "doctor", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = {"Says which Java runs, which vectors it has and whether the SIMD kernels are on.", "",
                "Everything can be pasted into a bug report.", ""})
final class DoctorCommand implements Callable<Integer> {

    /// The oldest Java that Ghostlane is tested with.
    static final Runtime.Version OLDEST = Runtime.Version.parse("25.0.3");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Kernels kernels = Kernels.best();
        boolean recent = isRecent(Runtime.version());
        line(out, "ghostlane", Version.ghostlane());
        line(out, "Java", Runtime.version() + ", " + System.getProperty("java.vendor")
                + (recent ? "" : " (older than " + OLDEST + ")"));
        line(out, "Java home", System.getProperty("java.home"));
        line(out, "JVM", System.getProperty("java.vm.name") + ", " + System.getProperty("java.vm.info"));
        line(out, "system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch"));
        line(out, "processor", Machine.cpu());
        line(out, "cores", Runtime.getRuntime().availableProcessors() + " for this process");
        line(out, "vector sets", Machine.vectorFlags().isEmpty() ? "unknown" : String.join(" ", Machine.vectorFlags()));
        line(out, "JVM flags", flags("UseAVX", "UseSVE", "UseFMA", "MaxVectorSize"));
        line(out, "fused mul-add", switch (Machine.jvmFlag("UseFMA").orElse("")) {
            case "true" -> "yes";
            case "false" -> "no: every kernel is slow without";
            default -> "unknown";
        });
        line(out, "max heap", Text.format("%,d MB", Runtime.getRuntime().maxMemory() >> 20));
        line(out, "SIMD", kernels.isSimd() ? "on" : "off");
        line(out, "vector width", kernels.isSimd()
                ? kernels.lanes() * Float.SIZE + " bits, " + kernels.lanes() + " floats"
                : "none");
        line(out, "kernels", Kernels.choice());
        out.println();
        out.println(verdict(recent, kernels.isSimd()));
        return Main.GOOD;
    }

    /// Whether a Java is at least [#OLDEST]; an early access build of it is not.
    static boolean isRecent(Runtime.Version version) { return version.compareToIgnoreOptional(OLDEST) >= 0; }

    private static String verdict(boolean recent, boolean simd) {
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
