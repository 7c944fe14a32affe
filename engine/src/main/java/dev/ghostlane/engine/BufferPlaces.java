package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.StepGroups;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where the buffers of a plan lie in its arena, by the steps that need them.
///
/// A buffer that only steps of one group write and read, and that group image by image, is passing: it has room for the
/// image in work, in a memory that all such groups use in turn, so that it stays in the caches. The other buffers have
/// room for the whole batch and come before that memory.
final class BufferPlaces {

    /// @param first first step that writes it
    /// @param last last step that reads it; that after the last one, if its user does
    private record Buffer(Shape shape, int first, int last) {
        Buffer until(int step) { return new Buffer(shape, first, Math.max(last, step)); }
    }

    private final List<StepGroups.Group> groups;
    private final int steps;
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();
    private final Map<String, ArenaLayout> layouts = new HashMap<>();
    private ArenaLayout batch;
    private int floats;

    BufferPlaces(List<StepGroups.Group> groups, int steps) {
        this.groups = groups;
        this.steps = steps;
    }

    /// Adds a buffer, if it is not there, that a step writes.
    void write(String name, Shape shape, int step) {
        buffers.putIfAbsent(name, new Buffer(shape, step, step));
        read(name, step);
    }

    /// Keeps a buffer for a step, or, if that is the one after the last, for the user.
    void read(String name, int step) { buffers.compute(name, (_, buffer) -> buffer.until(step)); }

    /// Finds the places of all buffers.
    ///
    /// @throws ArithmeticException if they need more floats than an array can have
    void place() {
        batch = new ArenaLayout();
        boolean singleImage = true;
        for (Map.Entry<String, Buffer> entry : buffers.entrySet()) {
            Buffer buffer = entry.getValue();
            singleImage &= buffer.shape.batch() == 1;
            if (!isPassing(buffer)) {
                // All images go through a group before the next group, so what it touches lives as long as the group.
                add(entry.getKey(), buffer.shape, group(buffer.first).first(),
                        buffer.last == steps ? steps : group(buffer.last).last(), batch);
            }
        }
        // The threads of a team share the rows of one image, but have images of their own in a batch.
        if (singleImage) {
            batch.placeInSlots();
        } else {
            batch.place();
        }
        floats = batch.floats();
        groups.stream().filter(StepGroups.Group::byImage).forEach(this::placePassing);
    }

    private void placePassing(StepGroups.Group group) {
        ArenaLayout image = batch.following();
        buffers.forEach((name, buffer) -> {
            if (isPassing(buffer) && group(buffer.first).equals(group)) {
                add(name, buffer.shape.ofOneImage(), buffer.first, buffer.last, image);
            }
        });
        image.place();
        floats = Math.max(floats, image.floats());
    }

    private void add(String name, Shape shape, int first, int last, ArenaLayout layout) {
        layout.add(name, shape.floats(), first, last);
        layouts.put(name, layout);
    }

    private boolean isPassing(Buffer buffer) {
        return buffer.last < steps && group(buffer.first).byImage() && buffer.last <= group(buffer.first).last();
    }

    private StepGroups.Group group(int step) {
        return groups.stream().filter(group -> step <= group.last()).findFirst().orElseThrow();
    }

    /// Whether a buffer has room for the image in work only.
    boolean isPassing(String name) { return layouts.get(name) != batch; }

    /// Where a buffer begins.
    int offset(String name) { return layouts.get(name).offset(name); }

    /// Floats of the arena, with the memory for one image in work at its end.
    int floats() { return floats; }

    /// Floats of that memory.
    int imageFloats() { return floats - batch.floats(); }
}
