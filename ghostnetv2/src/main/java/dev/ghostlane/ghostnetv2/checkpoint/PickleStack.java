package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Container;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Stack, marks and memo of the machine that reads a pickle, within limits.
final class PickleStack {

    /// Values on the stack; Python writes dicts in batches of 1000 entries.
    static final int MAX_STACK = 1 << 16;

    /// Marks that are open, and how deep values may be in each other.
    static final int MAX_DEPTH = 64;

    private final Function<String, CheckpointException> error;
    private final List<Object> stack = new ArrayList<>();
    private final List<Object> memo = new ArrayList<>();
    private final int[] marks = new int[MAX_DEPTH];
    private int openMarks;

    /// @param error makes an exception of what is wrong
    PickleStack(Function<String, CheckpointException> error) { this.error = error; }

    boolean isEmpty() { return stack.isEmpty() && openMarks == 0; }

    void push(Object value) {
        if (stack.size() == MAX_STACK) {
            throw error.apply("more than " + MAX_STACK + " values on the stack");
        }
        stack.add(value);
    }

    Object pop() {
        requireValues(1);
        return stack.removeLast();
    }

    Object[] popLast(int count) {
        requireValues(count);
        Object[] values = new Object[count];
        for (int i = count - 1; i >= 0; i--) {
            values[i] = stack.removeLast();
        }
        return values;
    }

    Object[] popToMark() {
        if (openMarks == 0) {
            throw error.apply("a mark is missing on the stack");
        }
        Object[] values = popLast(stack.size() - marks[openMarks - 1]);
        openMarks--;
        return values;
    }

    private void requireValues(int count) {
        int floor = openMarks == 0 ? 0 : marks[openMarks - 1];
        if (stack.size() - count < floor) {
            throw error.apply("a value is missing on the stack");
        }
    }

    void mark() {
        if (openMarks == MAX_DEPTH) {
            throw tooDeep();
        }
        marks[openMarks++] = stack.size();
    }

    /// Gives the value on top an index.
    void remember(long index) {
        if (stack.isEmpty()) {
            throw error.apply("a value is missing on the stack");
        }
        if (index > memo.size()) {
            throw error.apply("memo index " + index + " after " + memo.size()
                    + " entries; indices follow each other");
        }
        if (index == memo.size()) {
            memo.add(stack.getLast());
        } else {
            memo.set((int) index, stack.getLast());
        }
    }

    /// Gives the value on top the next index.
    void remember() { remember(memo.size()); }

    Object recall(long index) {
        if (index >= memo.size()) {
            throw error.apply("memo index " + index + " of " + memo.size() + " entries");
        }
        return memo.get((int) index);
    }

    Tuple tuple(Object[] items) {
        int depth = 1;
        for (Object item : items) {
            depth = deeper(depth, item);
        }
        return new Tuple(items, depth);
    }

    /// The depth of something that also holds a value.
    int deeper(int depth, Object value) {
        int deeper = Math.max(depth, 1 + switch (value) {
            case Tuple tuple -> tuple.depth();
            case Container container -> container.depth();
            default -> 0;
        });
        if (deeper > MAX_DEPTH) {
            throw tooDeep();
        }
        return deeper;
    }

    private CheckpointException tooDeep() {
        return error.apply("values are nested deeper than " + MAX_DEPTH + " levels");
    }
}
