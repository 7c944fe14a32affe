package dev.ghostlane.engine;

import dev.ghostlane.engine.events.PlanEvent;
import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.List;
import jdk.jfr.FlightRecorder;

/// A network whose operations are folded, fused and packed for the kernels of this process. Immutable and safe
/// to share: it holds the weights once, for all plans and sessions.
public final class CompiledNetwork {
    private final Network network;
    private final Kernels kernels;
    private final List<Step> steps;
    private final List<String> outputs;

    CompiledNetwork(Network network, Kernels kernels, List<Step> steps, List<String> outputs) {
        this.network = network;
        this.kernels = kernels;
        this.steps = List.copyOf(steps);
        this.outputs = List.copyOf(outputs);
    }

    /// {@return the network that this was compiled from}
    public Network network() { return network; }

    /// {@return the kernels that it was compiled for}
    public Kernels kernels() { return kernels; }

    /// {@return the names of the values it computes}
    public List<String> outputs() { return outputs; }

    /// Lays out everything for one input shape.
    ///
    /// @param batch images of a run
    /// @param height lines of an image
    /// @param width pixels of a line
    /// @return the plan, from which any number of sessions can be made
    /// @throws IllegalArgumentException if the network is not defined for this input
    public Plan plan(int batch, int height, int width) {
        Shape input = new Shape(batch, height, width, network.inputChannels());
        // Asked first because the event's class would start all of JFR, which takes a tenth of a second.
        if (!FlightRecorder.isInitialized()) {
            return new Planner(this).plan(input);
        }
        PlanEvent event = new PlanEvent();
        event.begin();
        Plan plan = new Planner(this).plan(input);
        event.end(network.name(), input.toString(), plan.steps().size(), plan.multiplyAdds(), plan.arenaBytes());
        return plan;
    }

    List<Step> steps() { return steps; }
}
