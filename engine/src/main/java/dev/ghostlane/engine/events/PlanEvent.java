package dev.ghostlane.engine.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// JFR event: a network was laid out for an input shape.
@Name("dev.ghostlane.Plan")
@Label("Network Plan")
@Category("Ghostlane")
@StackTrace(false)
public final class PlanEvent extends Event {

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

    /// Commits the event if a recording wants it.
    public void end(String network, String input, int steps, long multiplyAdds, long arenaBytes) {
        end();
        if (shouldCommit()) {
            this.network = network;
            this.input = input;
            this.steps = steps;
            this.multiplyAdds = multiplyAdds;
            this.arenaBytes = arenaBytes;
            commit();
        }
    }
}
