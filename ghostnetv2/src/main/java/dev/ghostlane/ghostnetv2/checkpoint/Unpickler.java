package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Container;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Inert;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.None;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Tuple;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.View;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Reads a pickle as far as a state dict, or a training checkpoint around one, needs it.
///
/// A pickle is a program for a stack machine, and Python's own runs whatever it names. This one knows the opcodes that
/// build plain values and tensors; the names of [PickleGlobal] are looked up in a list, and everything else is refused
/// by its name. Nothing is called, no class is loaded.
///
/// Time and memory are in proportion to the pickle: an opcode takes at least a byte and makes one value at most, a
/// memo index may be one more than the last, and the limits below hold for stack, marks, depth and text.
final class Unpickler {

    /// Values on the stack; Python writes dicts in batches of 1000 entries.
    static final int MAX_STACK = 1 << 16;

    /// Marks that are open, and how deep values may be in each other.
    static final int MAX_DEPTH = 64;

    /// Bytes of a text; long ones occur in the arguments of training scripts.
    static final int MAX_TEXT = 1 << 20;

    /// Opcodes of a pickle. A state dict needs some 30 for each tensor.
    static final int MAX_OPCODES = 20_000_000;

    private static final int MAX_GLOBAL = 200;
    private static final Object NONE = new None();
    private static final Tuple NO_ITEMS = new Tuple(new Object[0], 1);

    private final ByteBuffer pickle;
    private final String source;
    private final PickledTensors tensors;
    private final List<Object> stack = new ArrayList<>();
    private final List<Object> memo = new ArrayList<>();
    private int[] marks = new int[MAX_DEPTH];
    private int openMarks;
    private int at;

    /// @param storages the zip entry of a storage by its key, null if there is none
    Unpickler(byte[] file, ZipDirectory.Entry pickle, String source, Function<String, ZipDirectory.Entry> storages) {
        this.pickle = ByteBuffer.wrap(file, pickle.begin(), pickle.size()).slice().order(ByteOrder.LITTLE_ENDIAN);
        this.source = source;
        this.tensors = new PickledTensors(storages, this::error);
    }

    /// The value of the pickle: a text, a `Long`, `Double` or `Boolean`, or a [PickleValue].
    ///
    /// @throws CheckpointException if it is damaged, or holds what a state dict does not need
    Object read() {
        for (int opcodes = 0; opcodes < MAX_OPCODES; opcodes++) {
            at = pickle.position();
            int opcode = Byte.toUnsignedInt(pickle.get(take(1)));
            if (opcode == '.') {
                Object value = pop();
                if (!stack.isEmpty() || openMarks > 0 || pickle.hasRemaining()) {
                    throw error("expected the end of the pickle with one value on the stack");
                }
                return value;
            }
            step(opcode);
        }
        throw error("more than " + MAX_OPCODES + " opcodes");
    }

    private void step(int opcode) {
        switch (opcode) {
            case 0x80 -> protocol(Byte.toUnsignedInt(pickle.get(take(1))));
            case 0x95 -> take(8);
            case '(' -> mark();
            case ')' -> push(NO_ITEMS);
            case ']', 0x8f -> push(new Container(false));
            case '}' -> push(new Container(true));
            case 't' -> push(tuple(popToMark()));
            case 0x85 -> push(tuple(popLast(1)));
            case 0x86 -> push(tuple(popLast(2)));
            case 0x87 -> push(tuple(popLast(3)));
            case 'N' -> push(NONE);
            case 0x88 -> push(Boolean.TRUE);
            case 0x89 -> push(Boolean.FALSE);
            case 'J' -> push((long) pickle.getInt(take(4)));
            case 'K' -> push((long) Byte.toUnsignedInt(pickle.get(take(1))));
            case 'M' -> push((long) Short.toUnsignedInt(pickle.getShort(take(2))));
            case 0x8a -> push(longNumber(Byte.toUnsignedInt(pickle.get(take(1)))));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(pickle.getLong(take(8)))));
            case 'X' -> push(text(Integer.toUnsignedLong(pickle.getInt(take(4)))));
            case 0x8c -> push(text(Byte.toUnsignedInt(pickle.get(take(1)))));
            case 'B' -> bytes(Integer.toUnsignedLong(pickle.getInt(take(4))));
            case 'C' -> bytes(Byte.toUnsignedInt(pickle.get(take(1))));
            case 'c' -> push(global(line(), line()));
            case 0x93 -> {
                Object[] names = popLast(2);
                push(global(text(names[0], "a module"), text(names[1], "a name")));
            }
            case 'q' -> remember(Byte.toUnsignedInt(pickle.get(take(1))));
            case 'r' -> remember(Integer.toUnsignedLong(pickle.getInt(take(4))));
            case 0x94 -> remember(memo.size());
            case 'h' -> push(recall(Byte.toUnsignedInt(pickle.get(take(1)))));
            case 'j' -> push(recall(Integer.toUnsignedLong(pickle.getInt(take(4)))));
            case 'Q' -> push(tensors.storage(pop()));
            case 'R', 0x81 -> {
                Object[] call = popLast(2);
                push(reduce(call[0], call[1]));
            }
            case 'b' -> build();
            case 'a' -> append(popLast(1));
            case 'e', 0x90 -> append(popToMark());
            case 's' -> put(popLast(2));
            case 'u' -> put(popToMark());
            default -> throw error("opcode 0x%02x%s, which no state dict needs".formatted(opcode,
                    opcode > ' ' && opcode < 127 ? " '" + (char) opcode + "'" : ""));
        }
    }

    private void protocol(int version) {
        if (version < 2 || version > 5) {
            throw error("pickle protocol " + version + ", expected 2 to 5");
        }
    }

    /// Position of the next bytes, which are taken.
    private int take(long bytes) {
        int position = pickle.position();
        if (bytes > pickle.remaining()) {
            throw error("the pickle is truncated: expected " + bytes + " more bytes, found " + pickle.remaining());
        }
        pickle.position(position + (int) bytes);
        return position;
    }

    private void push(Object value) {
        if (stack.size() == MAX_STACK) {
            throw error("more than " + MAX_STACK + " values on the stack");
        }
        stack.add(value);
    }

    private Object pop() { return popLast(1)[0]; }

    private Object[] popLast(int count) {
        int floor = openMarks == 0 ? 0 : marks[openMarks - 1];
        int begin = stack.size() - count;
        if (begin < floor) {
            throw error("a value is missing on the stack");
        }
        List<Object> last = stack.subList(begin, stack.size());
        Object[] values = last.toArray();
        last.clear();
        return values;
    }

    private void mark() {
        if (openMarks == MAX_DEPTH) {
            throw error("values are nested deeper than " + MAX_DEPTH + " levels");
        }
        marks[openMarks++] = stack.size();
    }

    private Object[] popToMark() {
        if (openMarks == 0) {
            throw error("a mark is missing on the stack");
        }
        Object[] values = popLast(stack.size() - marks[openMarks - 1]);
        openMarks--;
        return values;
    }

    private static int depth(Object value) {
        return switch (value) {
            case Tuple tuple -> tuple.depth();
            case Container container -> container.depth();
            default -> 0;
        };
    }

    private int deeper(int depth, Object value) {
        int deeper = Math.max(depth, depth(value) + 1);
        if (deeper > MAX_DEPTH) {
            throw error("values are nested deeper than " + MAX_DEPTH + " levels");
        }
        return deeper;
    }

    private Tuple tuple(Object[] items) {
        int depth = 1;
        for (Object item : items) {
            depth = deeper(depth, item);
        }
        return new Tuple(items, depth);
    }

    private Object longNumber(int bytes) {
        int begin = take(bytes);
        if (bytes > Long.BYTES) {
            return new Inert("a number of " + bytes + " bytes");
        }
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            byte digit = pickle.get(begin + i);
            value = i == bytes - 1 ? digit : value << 8 | digit & 0xff;
        }
        return value;
    }

    private String text(long bytes) {
        if (bytes > MAX_TEXT) {
            throw error("a text of " + bytes + " bytes, at most " + MAX_TEXT + " are read");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(pickle.slice(take(bytes), (int) bytes)).toString();
        } catch (CharacterCodingException e) {
            throw error("a text that is not valid UTF-8");
        }
    }

    private void bytes(long count) {
        take(count);
        push(new Inert("bytes"));
    }

    private String line() {
        int begin = pickle.position();
        int end = begin;
        while (end < pickle.limit() && end - begin <= MAX_GLOBAL && pickle.get(end) != '\n') {
            end++;
        }
        if (end == pickle.limit() || pickle.get(end) != '\n') {
            throw error("a name without end");
        }
        String line = text(end - begin);
        take(1);
        return line;
    }

    private PickleGlobal global(String module, String name) {
        String full = module + "." + name;
        return PickleGlobal.named(full).orElseThrow(() -> error("names " + JsonReader.quote(full)
                + (full.startsWith("torch.nn.") || full.startsWith("timm.")
                        ? ": the file holds a whole model as Python objects, which could run any code; save"
                                + " model.state_dict() instead of the model"
                        : ", which no state dict needs and which could run code in Python; this reader runs none and"
                                + " refuses the file")));
    }

    private void remember(long index) {
        if (stack.isEmpty()) {
            throw error("a value is missing on the stack");
        }
        if (index > memo.size()) {
            throw error("memo index " + index + " after " + memo.size() + " entries; indices follow each other");
        }
        if (index == memo.size()) {
            memo.add(stack.getLast());
        } else {
            memo.set((int) index, stack.getLast());
        }
    }

    private Object recall(long index) {
        if (index >= memo.size()) {
            throw error("memo index " + index + " of " + memo.size() + " entries");
        }
        return memo.get((int) index);
    }

    private Object reduce(Object callable, Object arguments) {
        if (!(callable instanceof PickleGlobal global) || !(arguments instanceof Tuple tuple)) {
            throw error("calls something that is no known name");
        }
        Object[] items = tuple.items();
        return switch (global.kind()) {
            case DICT -> {
                if (items.length > 0) {
                    throw error("expected " + global.name() + " without arguments, found " + items.length);
                }
                yield new Container(true);
            }
            case TENSOR -> tensors.view(items);
            case PARAMETER -> {
                if (items.length == 0 || !(items[0] instanceof View)) {
                    throw error("expected a parameter of a tensor");
                }
                yield items[0];
            }
            case INERT -> new Inert(global.name());
            case STORAGE -> throw error("calls " + global.name() + ", expected it in a persistent id");
        };
    }

    /// Sets attributes of an object; none that is read here has any that matter.
    private void build() {
        pop();
        Object target = pop();
        if (!(target instanceof Inert) && !(target instanceof Container container && container.isDict())) {
            throw error("sets the state of something that has none");
        }
        push(target);
    }

    private void append(Object[] values) {
        Object target = pop();
        if (target instanceof Container container && !container.isDict()) {
            for (Object value : values) {
                container.hold(deeper(1, value) - 1);
            }
        } else if (!(target instanceof Inert)) {
            throw error("appends to something that is no list");
        }
        push(target);
    }

    private void put(Object[] values) {
        Object target = pop();
        if (values.length % 2 != 0) {
            throw error("a key has no value");
        }
        if (target instanceof Container container && container.isDict()) {
            for (int i = 0; i < values.length; i += 2) {
                container.hold(deeper(deeper(1, values[i]), values[i + 1]) - 1);
                container.put(values[i], values[i + 1]);
            }
        } else if (!(target instanceof Inert)) {
            throw error("puts an entry into something that is no dict");
        }
        push(target);
    }

    private String text(Object value, String what) {
        if (value instanceof String text) {
            return text;
        }
        throw error("expected " + what + " as text");
    }

    private CheckpointException error(String message) {
        return new CheckpointException(source + ": byte " + at + " of data.pkl: " + message);
    }
}
