package dev.ghostlane.engine;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// JFR event: a network was laid out for an input shape.
@Name("dev.ghostlane.Plan")
@Label("Network Plan")
@Category("Ghostlane")
@StackTrace(false)
final class PlanEvent extends Event {

    @Label("Network")
    String network;

    @Label("Input Shape")
    String input;

    @Label("Steps")
    int steps;

    @Label("Multiply-Adds")
    long multiplyAdds;

    @Label("Working Memory")
    @DataAmount
    long arenaBytes;

    /// Plans, and tells a recording if there is one. That is asked first because the class of the event would start all of
    /// JFR, which takes a tenth of a second.
    static Plan plan(CompiledNetwork compiled, Shape input) {
        return FlightRecorder.isInitialized() ? recorded(compiled, input) : new Planner(compiled).plan(input);
    }

    private static Plan recorded(CompiledNetwork compiled, Shape input) {
        PlanEvent event = new PlanEvent();
        event.begin();
        Plan plan = new Planner(compiled).plan(input);
        event.end();
        if (event.shouldCommit()) {
            event.network = compiled.network().name();
            event.input = input.toString();
            event.steps = plan.steps().size();
            event.multiplyAdds = plan.multiplyAdds();
            event.arenaBytes = plan.arenaBytes();
            event.commit();
        }
        return plan;
    }
}
