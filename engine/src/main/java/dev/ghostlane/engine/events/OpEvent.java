package dev.ghostlane.engine.events;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// JFR event: one step of a run, or, where a batch runs image by image, one image of it.
@Name("dev.ghostlane.Op")
@Label("Network Operation")
@Category("Ghostlane")
@StackTrace(false)
public final class OpEvent extends Event {

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
    public static boolean enabled() { return PROBE.isEnabled(); }

    /// Begins an event of a step that computes `value`.
    public static OpEvent begin(String value, String kind, String output, long multiplyAdds) {
        OpEvent event = new OpEvent();
        event.value = value;
        event.kind = kind;
        event.output = output;
        event.multiplyAdds = multiplyAdds;
        event.begin();
        return event;
    }
}
