package dev.ghostlane.cli.console;

import java.io.PrintWriter;

/// Says how far a long command is and how fast it goes, on the error stream: on a terminal by rewriting one line a few
/// times a second, elsewhere by a line every ten seconds. Commands that end within a second say nothing.
public final class Progress {

    /// System property by which the launcher tells that the error stream is a terminal.
    public static final String TERMINAL = "ghostlane.terminal";

    private static final long SECOND = 1_000_000_000L;

    private final PrintWriter err;
    private final String what;
    private final long total;
    private final boolean terminal;
    private final long start;
    private long next;
    private boolean shown;

    /// @param what plural of what is counted
    public Progress(PrintWriter err, String what, long total) {
        this(err, what, total, Boolean.getBoolean(TERMINAL));
    }

    public Progress(PrintWriter err, String what, long total, boolean terminal) {
        this.err = err;
        this.what = what;
        this.total = total;
        this.terminal = terminal;
        this.start = System.nanoTime();
        this.next = start + (terminal ? SECOND : 10 * SECOND);
    }

    /// Tells that so many are done.
    public void done(long count) { done(count, System.nanoTime()); }

    public void done(long count, long now) {
        if (now - next < 0 || count == total) {
            return;
        }
        String line = Text.format("%d of %d %s, %.1f a second", count, total, what,
                (double) count * SECOND / Math.max(now - start, 1));
        if (terminal) {
            err.print("\r" + line + "\u001b[K");
            err.flush();
            shown = true;
            next = now + SECOND / 5;
        } else {
            err.println(line);
            next = now + 10 * SECOND;
        }
    }

    /// Takes the line back, before something else is printed and at the end.
    public void clear() {
        if (shown) {
            err.print("\r\u001b[K");
            err.flush();
            shown = false;
        }
    }
}
