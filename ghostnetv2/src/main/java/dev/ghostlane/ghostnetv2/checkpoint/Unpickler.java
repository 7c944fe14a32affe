package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Container;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Inert;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.None;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Tuple;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Reads a pickle as inert data, as far as a state dict, or a training checkpoint around one, needs it.
///
/// A pickle is a program for a stack machine, and Python's own runs whatever it names. This one knows the opcodes that
/// Python's pickler writes. The names of [PickleGlobal]'s list build dicts and tensors. Any other name, and whatever
/// Python would make of it, is a node without meaning: nothing is called, constructed, imported or compared.
///
/// Time and memory are in proportion to the pickle: an opcode takes at least a byte and makes one value at most, a
/// memo index may be one more than the last, and there are limits for stack, marks, depth and text.
final class Unpickler {

    /// Opcodes of a pickle. A state dict needs some 30 for each tensor.
    static final int MAX_OPCODES = 20_000_000;

    private static final Object NONE = new None();
    private static final Tuple NO_ITEMS = new Tuple(new Object[0], 1);

    private final PickleBytes in;
    private final PickleStack stack;
    private final PickledTensors tensors;
    private final Map<String, PickleGlobal> ignored = new LinkedHashMap<>();

    /// @param storages the zip entry of a storage by its key, null if there is none
    Unpickler(byte[] file, ZipDirectory.Entry pickle, String source, Function<String, ZipDirectory.Entry> storages) {
        this.in = new PickleBytes(file, pickle, source);
        this.stack = new PickleStack(in::error);
        this.tensors = new PickledTensors(storages, in::error);
    }

    /// The names in the pickle that mean nothing here, in their order.
    Set<String> ignored() { return Collections.unmodifiableSet(ignored.keySet()); }

    /// The value of the pickle: a text, a `Long`, `Double` or `Boolean`, or a [PickleValue].
    ///
    /// @throws CheckpointException if it is damaged, or beyond a limit
    Object read() {
        for (int opcodes = 0; opcodes < MAX_OPCODES; opcodes++) {
            int opcode = in.opcode();
            if (opcode == '.') {
                Object value = stack.pop();
                if (!stack.isEmpty() || in.hasMore()) {
                    throw in.error("expected the end of the pickle with one value on the stack");
                }
                return value;
            }
            step(opcode);
        }
        throw in.error("more than " + MAX_OPCODES + " opcodes");
    }

    private void step(int opcode) {
        switch (opcode) {
            case 0x80 -> protocol(in.unsigned8());
            case 0x95 -> in.skip(8);
            case '(' -> stack.mark();
            case '0' -> stack.pop();
            case '1' -> stack.popToMark();
            case ')' -> stack.push(NO_ITEMS);
            case ']', 0x8f -> stack.push(new Container(false));
            case '}' -> stack.push(new Container(true));
            case 't' -> stack.push(stack.tuple(stack.popToMark()));
            case 0x85, 0x86, 0x87 -> stack.push(stack.tuple(stack.popLast(opcode - 0x84)));
            case 0x91 -> {
                stack.popToMark();
                stack.push(new Inert("frozenset", false));
            }
            case 'N' -> stack.push(NONE);
            case 0x88 -> stack.push(Boolean.TRUE);
            case 0x89 -> stack.push(Boolean.FALSE);
            case 'I', 'L' -> stack.push(in.decimal());
            case 'J' -> stack.push((long) in.signed32());
            case 'K' -> stack.push((long) in.unsigned8());
            case 'M' -> stack.push((long) in.unsigned16());
            case 0x8a -> stack.push(in.number(in.unsigned8()));
            case 0x8b -> stack.push(in.number(in.unsigned32()));
            case 'G' -> stack.push(in.bigEndianDouble());
            case 'X' -> stack.push(in.text(in.unsigned32()));
            case 0x8c -> stack.push(in.text(in.unsigned8()));
            case 0x8d -> stack.push(in.text(in.length64()));
            case 'B' -> stack.push(in.bytes(in.unsigned32()));
            case 'C' -> stack.push(in.bytes(in.unsigned8()));
            case 0x8e, 0x96 -> stack.push(in.bytes(in.length64()));
            case 'c' -> stack.push(global(in.line(), in.line()));
            case 0x93 -> {
                Object[] names = stack.popLast(2);
                stack.push(global(in.name(names[0]), in.name(names[1])));
            }
            case 'q' -> stack.remember(in.unsigned8());
            case 'r' -> stack.remember(in.unsigned32());
            case 0x94 -> stack.remember();
            case 'h' -> stack.push(stack.recall(in.unsigned8()));
            case 'j' -> stack.push(stack.recall(in.unsigned32()));
            case 'Q' -> stack.push(tensors.storage(stack.pop()));
            case 'R', 0x81 -> call(stack.popLast(2));
            case 0x92 -> callWithKeywords(stack.popLast(3));
            case 'b' -> build();
            case 'a' -> append(stack.popLast(1));
            case 'e', 0x90 -> append(stack.popToMark());
            case 's' -> put(stack.popLast(2));
            case 'u' -> put(stack.popToMark());
            default -> throw in.error("an opcode that no checkpoint needs");
        }
    }

    private void protocol(int version) {
        if (version < 2 || version > 5) {
            throw in.error("pickle protocol " + version + ", expected 2 to 5");
        }
    }

    private PickleGlobal global(String module, String name) {
        PickleGlobal global = PickleGlobal.named(module + "." + name);
        if (!global.isIgnored()) {
            return global;
        }
        PickleGlobal same = ignored.putIfAbsent(global.name(), global);
        return same == null ? global : same;
    }

    private void call(Object[] call) {
        if (call[0] instanceof Inert inert) {
            stack.push(inert);
        } else if (call[0] instanceof PickleGlobal global && call[1] instanceof Tuple arguments) {
            stack.push(call(global, arguments.items()));
        } else {
            throw in.error("calls something that is no known name");
        }
    }

    private void callWithKeywords(Object[] call) {
        if (!(call[0] instanceof Inert) && !(call[0] instanceof PickleGlobal global && global.isIgnored())) {
            throw in.error("calls something with keywords that takes none");
        }
        call(call);
    }

    private Object call(PickleGlobal global, Object[] items) {
        return switch (global.kind()) {
            case DICT, DEFAULT_DICT -> {
                int most = global.kind() == PickleGlobal.Kind.DICT ? 0 : 1;
                if (items.length > most) {
                    throw in.error("expected " + global.name() + (most == 0 ? " without arguments" : " of a maker")
                            + ", found " + items.length + " arguments");
                }
                yield new Container(true);
            }
            case TENSOR -> tensors.view(items);
            case PARAMETER -> tensors.parameter(items);
            case TYPED -> typed(global, items);
            case TENSOR_TYPE, FOREIGN -> new Inert(global.name(), true);
            case PLAIN -> new Inert(global.name(), false);
            case STORAGE -> throw in.error("calls " + global.name() + ", expected it in a persistent id");
        };
    }

    /// A tensor of a type of its own; a note, if that may have another meaning than others.
    private Object typed(PickleGlobal global, Object[] items) {
        if (items.length > 2 && items[0] instanceof PickleGlobal maker && maker.makesTensors()
                && items[1] instanceof PickleGlobal type && items[2] instanceof Tuple arguments) {
            return type.kind() == PickleGlobal.Kind.TENSOR_TYPE
                    ? call(maker, arguments.items())
                    : new Inert(type.name(), true);
        }
        return new Inert(global.name(), true);
    }

    /// Sets attributes of an object; none that is read here has any that matter.
    private void build() {
        stack.pop();
        Object target = stack.pop();
        if (!(target instanceof Inert) && !(target instanceof Container container && container.isDict())) {
            throw in.error("sets the state of something that has none");
        }
        stack.push(target);
    }

    private void append(Object[] values) {
        Object target = stack.pop();
        if (target instanceof Container container && !container.isDict()) {
            for (Object value : values) {
                container.hold(stack.deeper(1, value) - 1);
            }
        } else if (!(target instanceof Inert)) {
            throw in.error("appends to something that is no list");
        }
        stack.push(target);
    }

    private void put(Object[] values) {
        Object target = stack.pop();
        if (values.length % 2 != 0) {
            throw in.error("a key has no value");
        }
        if (target instanceof Container container && container.isDict()) {
            for (int i = 0; i < values.length; i += 2) {
                container.hold(stack.deeper(stack.deeper(1, values[i]), values[i + 1]) - 1);
                if (!container.put(values[i], values[i + 1])) {
                    throw in.error("a dict has two keys that read alike, of which one is a text");
                }
            }
        } else if (!(target instanceof Inert)) {
            throw in.error("puts an entry into something that is no dict");
        }
        stack.push(target);
    }
}
