package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Colours;
import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.ModelException;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.hub.HubException;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reports failures on the error stream: one message for the user, a stack trace only when asked for.
final class Failures {

    /// Environment variable that, when set, adds the stack trace to the message.
    static final String DEBUG = "GHOSTLANE_DEBUG";

    private Failures() {}

    /// Says what is wrong with the arguments and how to get help.
    static int wrongUsage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(prefix() + Text.printable(failure.getMessage()));
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        trace(failure, err);
        return Main.WRONG_USAGE;
    }

    /// Says why a command stopped.
    static int report(Throwable failure, PrintWriter err) {
        err.println(prefix() + Text.printable(message(failure)));
        trace(failure, err);
        return code(failure);
    }

    private static int code(Throwable failure) {
        return switch (failure) {
            case ModelException _,CheckpointException _ -> Main.NO_MODEL;
            case ImageMemoryException _,OutOfMemoryError _ -> Main.NO_MEMORY;
            case HubException _ -> Main.NO_DOWNLOAD;
            default -> Main.BAD_INPUT;
        };
    }

    /// What an image is listed with that could not be used, without its name.
    static String reason(String image, RuntimeException failure) {
        String message = message(failure);
        return message.startsWith(image + ": ") ? message.substring(image.length() + 2) : message;
    }

    private static String prefix() { return Colours.ofMessages().red("ghostlane:") + " "; }

    private static String message(Throwable failure) {
        return switch (failure) {
            case InputException e -> e.getMessage();
            case ModelException e -> e.getMessage();
            case CheckpointException e -> e.getMessage();
            case ImageException e -> e.getMessage();
            case ImageMemoryException e -> e.getMessage();
            case HubException e -> e.getMessage();
            case UncheckedIOException e -> Text.describe(e.getCause());
            case IOException e -> Text.describe(e);
            case OutOfMemoryError e -> "not enough memory (" + e.getMessage() + "); the heap may take "
                    + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MB, for more set GHOSTLANE_JAVA_OPTS=-Xmx8g, for example";
            default -> "internal error: " + failure + debugHint();
        };
    }

    private static String debugHint() {
        return System.getenv(DEBUG) == null ? " (set " + DEBUG + "=1 to see the stack trace)" : "";
    }

    private static void trace(Throwable failure, PrintWriter err) {
        if (System.getenv(DEBUG) != null) {
            failure.printStackTrace(err);
        }
    }
}
