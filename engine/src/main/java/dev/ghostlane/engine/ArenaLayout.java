package dev.ghostlane.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives buffers their places in one array so that those alive at the same time do not overlap.
///
/// Source: Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020.
final class ArenaLayout {

    /// Floats of a cache line: every buffer starts on one, if the array does.
    private static final int LINE = 16;

    /// Where the first cache line starts: HotSpot places the elements of a large array 16 bytes after an aligned
    /// address.
    private static final int FIRST = 12;

    private record Buffer(String name, int floats, int begin, int end) {
        boolean livesWith(Buffer other) { return begin <= other.end && other.begin <= end; }
    }

    private final List<Buffer> buffers = new ArrayList<>();
    private final Map<String, Integer> offsets = new HashMap<>();
    private final int first;
    private int floats;

    /// A layout that begins an array.
    ArenaLayout() { this(FIRST); }

    private ArenaLayout(int first) {
        this.first = first;
        this.floats = first;
    }

    /// A layout behind this one, which has its places, in the same array.
    ArenaLayout following() { return new ArenaLayout(floats()); }

    /// @param begin first step that writes it
    /// @param end last step that reads it
    void add(String name, int size, int begin, int end) { buffers.add(new Buffer(name, size, begin, end)); }

    /// Finds the places of all buffers added: largest first, each at the lowest offset where it fits. This takes the
    /// least memory. The paper calls it "greedy by size for offset calculation".
    ///
    /// @throws ArithmeticException if they need more floats than an array can have
    void place() {
        List<Buffer> placed = new ArrayList<>();
        for (Buffer buffer : bySize()) {
            int offset = lowest(buffer, placed);
            offsets.put(buffer.name(), offset);
            floats = Math.max(floats, Math.addExact(offset, buffer.floats()));
            placed.add(buffer);
        }
    }

    /// Finds the places of all buffers added: largest first, each in the middle of a slot whose other buffers are not
    /// alive at the same time. The paper calls it "greedy by size for shared objects".
    ///
    /// The threads of a team have neighbouring rows of every map. So in a team of two each thread has its own half of
    /// every slot, and overwrites lines that are in its own caches, not in the other's.
    ///
    /// @throws ArithmeticException if they need more floats than an array can have
    void placeInSlots() {
        List<List<Buffer>> slots = new ArrayList<>();
        for (Buffer buffer : bySize()) {
            slot(slots, buffer).add(buffer);
        }
        for (List<Buffer> slot : slots) {
            int start = aligned(floats);
            int size = slot.getFirst().floats();
            for (Buffer buffer : slot) {
                offsets.put(buffer.name(), aligned(Math.addExact(start, (size - buffer.floats()) / 2)));
            }
            // Aligned places may lie up to a line after the middle.
            floats = Math.addExact(Math.addExact(start, size), LINE);
        }
    }

    private List<Buffer> bySize() {
        List<Buffer> bySize = new ArrayList<>(buffers);
        bySize.sort(Comparator.comparingInt(Buffer::floats).reversed().thenComparingInt(Buffer::begin));
        return bySize;
    }

    /// The first slot that has room at this time, or a new one.
    private static List<Buffer> slot(List<List<Buffer>> slots, Buffer buffer) {
        for (List<Buffer> slot : slots) {
            boolean free = true;
            for (Buffer other : slot) {
                free &= !buffer.livesWith(other);
            }
            if (free) {
                return slot;
            }
        }
        slots.add(new ArrayList<>());
        return slots.getLast();
    }

    private int lowest(Buffer buffer, List<Buffer> placed) {
        List<Buffer> neighbours = new ArrayList<>();
        for (Buffer other : placed) {
            if (buffer.livesWith(other)) {
                neighbours.add(other);
            }
        }
        neighbours.sort(Comparator.comparingInt(other -> offsets.get(other.name())));
        int offset = first;
        for (Buffer other : neighbours) {
            int start = offsets.get(other.name());
            if (start - offset >= buffer.floats()) {
                break;
            }
            offset = Math.max(offset, aligned(Math.addExact(start, other.floats())));
        }
        return offset;
    }

    private static int aligned(int offset) { return Math.addExact(offset - FIRST, LINE - 1) / LINE * LINE + FIRST; }

    /// A number of floats, rounded up to whole cache lines.
    static int lines(int floats) { return Math.addExact(floats, LINE - 1) / LINE * LINE; }

    /// Where a buffer starts.
    int offset(String name) { return offsets.get(name); }

    /// Where the layout ends: after whole cache lines, so that what follows in the same array starts on one.
    int floats() { return aligned(floats); }
}
