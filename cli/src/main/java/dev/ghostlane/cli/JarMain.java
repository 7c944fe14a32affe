package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Colours;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Entry point of the command as one jar. `java -jar` has no Vector API, and no jar can ask for it: where SIMD pays,
/// this starts a second JVM that has it and waits for it.
public final class JarMain {

    /// System property that is set in the second JVM.
    static final String SECOND = "ghostlane.second";

    /// System property that is set in the first one.
    static final String FIRST = "ghostlane.first";

    private static final String VECTORS = "jdk.incubator.vector";
    private static final String SIMD = "ghostlane.simd";

    /// So many images are done on the scalar kernels before a second JVM would have compiled the others.
    private static final int FEW = 4;

    private static final List<String> WORDS = List.of("-h", "--help", "-V", "--version");

    private JarMain() {}

    /// Runs the command, here or in a second JVM, and ends the process with its exit code.
    ///
    /// @param args subcommand, options and files
    public static void main(String[] args) {
        System.setProperty(FIRST, "true");
        Console console = System.getProperty(Colours.TERMINAL) == null ? System.console() : null;
        if (console != null && console.isTerminal()) {
            System.setProperty(Colours.TERMINAL, "true");
        }
        if (canHaveVectors()) {
            if (pays(args)) {
                try {
                    System.exit(SecondJvm.run(args));
                } catch (IOException e) {
                    // It cannot be started: the answers are the same here, and slower.
                }
            } else {
                // What is chosen needs no line in the log.
                System.setProperty(SIMD, "false");
            }
        }
        Main.main(args);
    }

    /// Whether a second JVM would have the Vector API, and this one has not.
    private static boolean canHaveVectors() {
        return System.getProperty(SIMD) == null && ModuleLayer.boot().findModule(VECTORS).isEmpty()
                && ModuleFinder.ofSystem().find(VECTORS).isPresent();
    }

    /// Whether a second JVM is worth its start.
    static boolean pays(String... args) {
        if (args.length == 0 || Stream.of(args).anyMatch(WORDS::contains)) {
            return false;
        }
        return switch (args[0]) {
            case "classify", "embed" -> isMany(args);
            case "attention", "bench", "doctor", "features", "infer", "inspect", "soak" -> true;
            default -> false;
        };
    }

    /// Whether these are more than a few images, as far as can be seen without looking into folders. A file that is the
    /// value of an option counts as an image, which does no harm.
    private static boolean isMany(String... args) {
        int files = 0;
        for (String arg : args) {
            if (arg.startsWith("@") || arg.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0) || isFolder(arg)) {
                return true;
            }
            files += !arg.startsWith("-") && (arg.contains(".") || arg.contains(File.separator)) ? 1 : 0;
        }
        return files > FEW;
    }

    private static boolean isFolder(String arg) {
        try {
            return !arg.startsWith("-") && Files.isDirectory(Path.of(arg));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /// How this JVM was started, for [DoctorCommand].
    static String start() {
        if (Boolean.getBoolean(SECOND)) {
            return "second JVM with the Vector API, started by the jar; up to four images need none";
        }
        return Boolean.getBoolean(FIRST)
                ? "the jar alone; there is no Vector API, or it was chosen or refused by an option"
                : "launcher or class path";
    }
}
