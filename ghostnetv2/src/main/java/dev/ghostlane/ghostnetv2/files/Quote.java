package dev.ghostlane.ghostnetv2.files;

/// A text of a file in a message.
public final class Quote {
    private static final int LENGTH = 120;

    private Quote() {}

    /// {@return the text in quotes, control characters replaced, cut if very long}
    ///
    /// @param text any text
    public static String of(String text) {
        String shown = text.length() > LENGTH ? text.substring(0, LENGTH) + "…" : text;
        return '"' + printable(shown) + '"';
    }

    /// {@return the text with control characters replaced}
    ///
    /// @param text any text
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.chars().forEach(c -> printable.append(Character.isISOControl(c) ? '?' : (char) c));
        return printable.toString();
    }
}
