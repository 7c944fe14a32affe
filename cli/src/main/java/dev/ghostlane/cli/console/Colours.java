package dev.ghostlane.cli.console;

import java.util.Map;

/// Colours on a stream: none unless it is a terminal, and the environment does not object.
public enum Colours {
    ON, OFF;

    /// System property by which the launcher tells that the output stream is a terminal.
    public static final String TERMINAL = "ghostlane.terminal.output";

    private static final String RED = "\u001b[31m";
    private static final String BOLD = "\u001b[1m";
    private static final String NORMAL = "\u001b[m";

    /// Those of results.
    public static Colours ofOutput() { return of(Boolean.getBoolean(TERMINAL), System.getenv()); }

    /// Those of messages.
    public static Colours ofMessages() { return of(Boolean.getBoolean(Progress.TERMINAL), System.getenv()); }

    /// @param environment where `NO_COLOR`, unless it is empty, or a `TERM` that is `dumb` objects
    static Colours of(boolean terminal, Map<String, String> environment) {
        return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM")) ? ON : OFF;
    }

    /// A text that is wrong or says so.
    public String red(String text) { return in(RED, text); }

    /// A text by which results are found.
    public String bold(String text) { return in(BOLD, text); }

    private String in(String colour, String text) { return this == ON ? colour + text + NORMAL : text; }
}
