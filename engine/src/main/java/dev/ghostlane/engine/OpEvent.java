package dev.ghostlane.engine;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// JFR event: one step of a run.
@Name("dev.ghostlane.Op")
@Label("Network Operation")
@Category("Ghostlane")
@StackTrace(false)
final class OpEvent extends Event {

    private static final OpEvent PROBE = new OpEvent();

    @Label("Value")
    String value;

    @Label("Kind")
    String kind;

    @Label("Output Shape")
    String output;

    @Label("Multiply-Adds")
    long multiplyAdds;

    /// Whether a recording wants these events; costs nothing while there is none.
    static boolean enabled() { return PROBE.isEnabled(); }

    static OpEvent begin(PlannedStep step) {
        OpEvent event = new OpEvent();
        event.value = step.step().output();
        event.kind = step.step().kind();
        event.output = step.output().toString();
        event.multiplyAdds = step.multiplyAdds();
        event.begin();
        return event;
    }
}
