package dev.ghostlane.cli;

import java.util.Locale;

/// Text for terminals.
final class Text {

    private Text() {}

    /// Text from a file as a terminal may show it: control characters, which could move the cursor or change
    /// colours, are replaced; line breaks stay.
    static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) && c != '\n' ? '?' : c));
        return shown.toString();
    }

    /// The first line of a text, cut after some characters with a word on how long it was.
    static String shorten(String text, int length) {
        String line = printable(text).replace('\n', ' ');
        return line.length() <= length ? line : line.substring(0, length) + "… (" + line.length() + " characters)";
    }

    /// Formats with a decimal point whatever the language of the system is.
    static String format(String pattern, Object... values) { return String.format(Locale.ROOT, pattern, values); }
}
