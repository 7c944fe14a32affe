package dev.ghostlane.engine.events;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// JFR event: one run of a session.
@Name("dev.ghostlane.Run")
@Label("Network Run")
@Category("Ghostlane")
@StackTrace(false)
public final class RunEvent extends Event {

    private static final RunEvent PROBE = new RunEvent();

    @Label("Network")
    String network;

    @Label("Input Shape")
    String input;

    @Label("Threads")
    int threads;

    @Label("Multiply-Adds")
    long multiplyAdds;

    /// Whether a recording wants these events; costs nothing while there is none.
    public static boolean enabled() { return PROBE.isEnabled(); }

    /// Begins an event of a run on `threads` threads.
    public static RunEvent begin(String network, String input, int threads, long multiplyAdds) {
        RunEvent event = new RunEvent();
        event.network = network;
        event.input = input;
        event.threads = threads;
        event.multiplyAdds = multiplyAdds;
        event.begin();
        return event;
    }
}
