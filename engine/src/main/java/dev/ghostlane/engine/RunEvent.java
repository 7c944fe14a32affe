package dev.ghostlane.engine;

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
final class RunEvent extends Event {

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
    static boolean enabled() { return PROBE.isEnabled(); }

    static RunEvent begin(Plan plan, int threads) {
        RunEvent event = new RunEvent();
        event.network = plan.compiled().network().name();
        event.input = plan.inputShape().toString();
        event.threads = threads;
        event.multiplyAdds = plan.multiplyAdds();
        event.begin();
        return event;
    }
}
