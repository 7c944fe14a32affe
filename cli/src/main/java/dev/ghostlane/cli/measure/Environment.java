package dev.ghostlane.cli.measure;

import com.sun.management.OperatingSystemMXBean;
import dev.ghostlane.cli.console.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The system around this process: what anybody may see of it, for bug reports.
public final class Environment {

    /// How the options begin that are shown; others may hold secrets.
    private static final List<String> SHOWN = List.of("-X", "--add-modules", "--limit-modules", "-Dghostlane.",
            "-Dfile.encoding", "-Dsun.jnu.encoding", "-Duser.language", "-Duser.country", "-Djava.io.tmpdir");

    private Environment() {}

    /// Options of the JVM: those about memory, compilers and Ghostlane; the others are counted.
    public static String jvmOptions(List<String> all) {
        List<String> shown = new ArrayList<>(all.stream().filter(Environment::isShown).toList());
        if (shown.size() < all.size()) {
            shown.add("(" + (all.size() - shown.size()) + " others)");
        }
        return shown.isEmpty() ? "none" : Text.printable(String.join(" ", shown));
    }

    private static boolean isShown(String option) { return SHOWN.stream().anyMatch(option::startsWith); }

    /// Name of the Linux distribution.
    public static Optional<String> distribution() {
        try (Stream<String> lines = Files.lines(Path.of("/etc/os-release"))) {
            return lines.filter(line -> line.startsWith("PRETTY_NAME=")).findFirst()
                    .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /// Language and charsets.
    public static String language() {
        return Locale.getDefault().toLanguageTag() + ", texts in " + Charset.defaultCharset() + ", file names in "
                + System.getProperty("sun.jnu.encoding");
    }

    /// Memory of the machine or of the container.
    public static String memory() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return Text.format("%,d MB for this process, %,d MB free", system.getTotalMemorySize() >> 20,
                system.getFreeMemorySize() >> 20);
    }

    /// A folder and whether it can be used.
    public static String folder(Path folder) {
        return withoutHome(folder) + (Files.isDirectory(folder)
                ? Files.isWritable(folder)
                        ? ", " + files(folder)
                        : ", read-only, " + files(folder)
                : Files.exists(folder) ? ", not a folder" : ", does not exist yet");
    }

    /// A path without the user's name.
    private static String withoutHome(Path path) {
        Path home = Path.of(System.getProperty("user.home"));
        return path.startsWith(home) ? Path.of("~").resolve(home.relativize(path)).toString() : path.toString();
    }

    private static String files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.limit(10_000).count() + " entries";
        } catch (IOException | UncheckedIOException e) {
            return "not readable";
        }
    }
}
