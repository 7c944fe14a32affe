package dev.ghostlane.bench.attention;

import java.io.PrintStream;
import java.util.Locale;

/// Says what is measured and how long the rest will take, if it goes on as so far.
///
/// @param start when the first fork began, in milliseconds of the epoch
record CampaignProgress(PrintStream out, long start, int fork, int forks) {

    /// A group begins.
    void begin(Key group, int number, int groups) {
        double done = (fork + (double) number / groups) / forks;
        double elapsed = (System.currentTimeMillis() - start) / 1000.0;
        String rest = done > 0 ? ", some " + duration(elapsed / done - elapsed) + " left" : "";
        String what = group.isNetwork()
                ? group.runtime() + ", networks at "
                : group.sweep() + ", " + group.channels() + " channels at ";
        out.printf(Locale.ROOT, "[%3.0f %%%s] fork %d of %d: %s%d×%d, %d %s%n", 100 * done, rest, fork + 1, forks, what,
                group.side(), group.side(), group.threads(), group.threads() == 1 ? "thread" : "threads");
    }

    /// All groups of this fork are done.
    void end() {
        if (fork + 1 == forks) {
            out.println("[100 %] " + duration((System.currentTimeMillis() - start) / 1000.0) + " in all");
        }
    }

    /// `2 min 10 s`.
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
