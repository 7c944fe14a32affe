package dev.ghostlane.engine;

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

    static OpEvent begin(PlannedStep step) { return begin(step, step.output(), step.multiplyAdds()); }

    static OpEvent beginImage(PlannedStep step) {
        Shape output = step.output();
        return begin(step, new Shape(1, output.height(), output.width(), output.channels()),
                step.multiplyAdds() / output.batch());
    }

    private static OpEvent begin(PlannedStep step, Shape output, long multiplyAdds) {
        OpEvent event = new OpEvent();
        event.value = step.step().output();
        event.kind = step.step().kind();
        event.output = output.toString();
        event.multiplyAdds = multiplyAdds;
        event.begin();
        return event;
    }
}
