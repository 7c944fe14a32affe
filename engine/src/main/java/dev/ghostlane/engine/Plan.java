package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.PlannedStep;
import dev.ghostlane.engine.steps.StepGroups;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.List;
import java.util.Map;

/// A compiled network laid out for one input shape: which steps run, where each value lies in the arena.
/// Immutable and safe to share.
public final class Plan {

    /// A value inside another one's buffer.
    record Part(String buffer, int firstChannel) {}

    /// Where a value lies in the arena.
    record Location(Shape shape, int offset, int pixelStride) {
        FeatureMap in(float[] arena) {
            return new FeatureMap(arena, offset, shape.batch(), shape.height(), shape.width(), shape.channels(),
                    pixelStride);
        }
    }

    private final CompiledNetwork compiled;
    private final List<PlannedStep> steps;
    private final List<StepGroups.Group> groups;
    private final Map<String, Location> locations;
    private final int arenaFloats;
    private final int scratchFloats;
    private final WarmUp.Progress[] progress;

    Plan(CompiledNetwork compiled, List<PlannedStep> steps, List<StepGroups.Group> groups,
            Map<String, Location> locations, int arenaFloats, int scratchFloats) {
        this.compiled = compiled;
        this.steps = List.copyOf(steps);
        this.groups = List.copyOf(groups);
        this.locations = Map.copyOf(locations);
        this.arenaFloats = arenaFloats;
        this.scratchFloats = scratchFloats;
        this.progress = this.steps.stream().map(planned -> WarmUp.of(planned,
                planned.step().inputs().stream().map(this::shape).toList())).toArray(WarmUp.Progress[]::new);
    }

    /// {@return the compiled network that this plans}
    public CompiledNetwork compiled() { return compiled; }

    /// {@return the shape of the input}
    public Shape inputShape() { return shape(compiled.network().input()); }

    /// {@return the shape of a value}
    ///
    /// @param value name of the value
    /// @throws IllegalArgumentException if the plan has no such value
    public Shape shape(String value) { return location(value).shape(); }

    /// {@return the number of multiply-adds of a run}
    public long multiplyAdds() { return steps.stream().mapToLong(PlannedStep::multiplyAdds).sum(); }

    /// {@return the number of floats of working memory that each session takes, and [#scratchFloats()] for each of its
    /// threads}
    public int arenaFloats() { return arenaFloats; }

    /// {@return the number of bytes of working memory that each session takes from the heap, without the scratch
    /// memory of its threads}
    public long arenaBytes() { return (long) arenaFloats * Float.BYTES; }

    /// {@return the number of floats of scratch memory that each thread of a session takes in addition; 0 for most
    /// networks}
    public int scratchFloats() { return scratchFloats; }

    /// {@return the number of bytes that a session with a number of threads takes from the heap}
    ///
    /// @param threads threads of a run, the calling one included
    public long sessionBytes(int threads) { return arenaBytes() + (long) threads * scratchFloats * Float.BYTES; }

    /// {@return a session that runs on the calling thread alone}
    ///
    /// @throws OutOfMemoryError if the heap has no room for the working memory; the message tells how many bytes
    public Session session() { return session(1); }

    /// {@return a session with threads of its own}
    ///
    /// @param threads threads of a run, the calling one included
    /// @throws IllegalArgumentException if that is not 1 to 1024
    /// @throws OutOfMemoryError as [#session()]
    public Session session(int threads) {
        ThreadTeam team = ThreadTeam.of(threads);
        try {
            return new Session(this, team, true);
        } catch (Throwable thrown) {
            team.close();
            throw thrown;
        }
    }

    /// {@return a session on a team that the caller owns and closes; sessions that share a team take turns}
    ///
    /// @param team threads that run it, the calling one among them
    /// @throws OutOfMemoryError as [#session()]
    public Session session(ThreadTeam team) { return new Session(this, team, false); }

    List<PlannedStep> steps() { return steps; }

    /// The steps in the groups in which they run.
    List<StepGroups.Group> groups() { return groups; }

    /// How far a step's move to SIMD has come.
    WarmUp.Progress progress(int step) { return progress[step]; }

    Location location(String value) {
        Location location = locations.get(value);
        if (location == null) {
            throw new IllegalArgumentException("the plan has no value " + value);
        }
        return location;
    }
}
