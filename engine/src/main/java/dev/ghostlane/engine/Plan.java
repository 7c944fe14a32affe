package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.PlannedStep;
import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.engine.steps.StepGroups;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A compiled network laid out for one input shape: which steps run, where each value lies in the arena.
/// Immutable and safe to share.
public final class Plan {

    /// A value inside another one's buffer.
    record Part(String buffer, int firstChannel) {}

    /// Where a value lies in the arena.
    ///
    /// @param shape of the whole batch
    /// @param passing whether the value is only there for the image that is in work: the steps that write and read it
    ///        run image by image
    record Location(Shape shape, int offset, int pixelStride, boolean passing) {

        /// The whole batch.
        FeatureMap in(float[] arena) { return map(arena, offset, shape.batch()); }

        /// One image of the batch.
        ///
        /// @param shift how far behind the first memory for the image in work the one to use lies
        FeatureMap image(float[] arena, int image, int shift) {
            int at = passing ? shift : image * shape.height() * shape.width() * pixelStride;
            return map(arena, offset + at, 1);
        }

        private FeatureMap map(float[] arena, int from, int images) {
            return new FeatureMap(arena, from, images, shape.height(), shape.width(), shape.channels(), pixelStride);
        }
    }

    private final CompiledNetwork compiled;
    private final List<PlannedStep> steps;
    private final List<StepGroups.Group> groups;
    private final Map<String, Location> locations;
    private final int arenaFloats;
    private final int imageFloats;
    private final int scratchFloats;
    private final boolean[] byImage;
    private final WarmUp.Progress[] progress;

    /// @param imageFloats at the end of the arena, memory for the image in work
    Plan(CompiledNetwork compiled, List<PlannedStep> steps, List<StepGroups.Group> groups,
            Map<String, Location> locations, int arenaFloats, int imageFloats, int scratchFloats) {
        this.compiled = compiled;
        this.steps = List.copyOf(steps);
        this.groups = List.copyOf(groups);
        this.locations = Map.copyOf(locations);
        this.arenaFloats = arenaFloats;
        this.imageFloats = imageFloats;
        this.scratchFloats = scratchFloats;
        this.byImage = new boolean[steps.size()];
        for (StepGroups.Group group : groups) {
            Arrays.fill(byImage, group.first(), group.last() + 1, group.byImage());
        }
        this.progress = IntStream.range(0, steps.size())
                .mapToObj(i -> WarmUp.of(steps.get(i).step(),
                        steps.get(i).step().inputs().stream().map(input -> workShape(i, shape(input))).toList(),
                        workShape(i, steps.get(i).output())))
                .toArray(WarmUp.Progress[]::new);
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

    /// {@return the number of floats of working memory that a session on one thread takes, without
    /// [#scratchFloats()]}
    public int arenaFloats() { return arenaFloats; }

    /// {@return the number of bytes of working memory that a session on one thread takes from the heap, without the
    /// scratch memory of its thread; see [#sessionBytes(int)]}
    public long arenaBytes() { return (long) arenaFloats * Float.BYTES; }

    /// {@return the number of floats of scratch memory that each thread of a session takes in addition; 0 for most
    /// networks}
    public int scratchFloats() { return scratchFloats; }

    /// {@return the number of bytes that a session with a number of threads takes from the heap}
    ///
    /// @param threads threads of a run, the calling one included
    public long sessionBytes(int threads) {
        return (arenaFloats + (imageMemories(threads) - 1L) * imageFloats + (long) threads * scratchFloats)
                * Float.BYTES;
    }

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

    /// Whether a step runs image by image.
    boolean byImage(int step) { return byImage[step]; }

    /// The shape in which a step's work sees a map: that of one image, if it runs image by image.
    Shape workShape(int step, Shape map) { return byImage[step] ? map.ofOneImage() : map; }

    /// What the kernel's code of a step is chosen by, as [Step#variant] says.
    String variant(int step) { return steps.get(step).step().variant(workShape(step, steps.get(step).output())); }

    /// How many images a session has in work at once, where steps run image by image: one for each thread, or a single
    /// one on which all threads work, if there are fewer images than threads.
    int imageMemories(int threads) { return inputShape().batch() >= threads ? threads : 1; }

    /// Floats of the memory of an image in work, the first of which ends the arena.
    int imageFloats() { return imageFloats; }

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
