package dev.ghostlane.cli.console;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/// Text for terminals.
public final class Text {

    private Text() {}

    /// Text from a file as a terminal may show it: control characters, which could move the cursor or change
    /// colours, are replaced; line breaks stay.
    public static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) && c != '\n' ? '?' : c));
        return shown.toString();
    }

    /// A text on one line, cut after so many characters with a note of its full length.
    public static String shorten(String text, int length) {
        String line = printable(text).replace('\n', ' ');
        return line.length() <= length ? line : line.substring(0, length) + "… (" + line.length() + " characters)";
    }

    /// Formats with a decimal point whatever the language of the system is.
    public static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /// What went wrong with a file, in words: the exceptions of `java.nio.file` often carry the name alone.
    public static String describe(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> e.getFile() + ": no such file";
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case FileSystemException e -> e.getMessage();
            default -> "reading or writing failed: " + failure;
        };
    }
}
