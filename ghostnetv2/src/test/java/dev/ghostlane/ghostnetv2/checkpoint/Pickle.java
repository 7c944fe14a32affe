package dev.ghostlane.ghostnetv2.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes pickles opcode by opcode, right and wrong ones.
final class Pickle {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// Begins with the opcode PROTO.
    static Pickle protocol(int version) { return new Pickle().raw(0x80, version); }

    Pickle raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    /// Opcodes that are ASCII characters.
    Pickle ops(String opcodes) {
        bytes.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Pickle text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return textOfLength(utf8.length).bytes(utf8);
    }

    /// The opcode of a text and its length, without the text.
    Pickle textOfLength(int length) { return ops("X").int32(length); }

    Pickle bytes(byte... some) {
        bytes.writeBytes(some);
        return this;
    }

    Pickle number(int number) { return ops("J").int32(number); }

    Pickle int32(int number) {
        return bytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
    }

    Pickle global(String module, String name) { return ops("c" + module + "\n" + name + "\n"); }

    Pickle numbers(int... numbers) {
        ops("(");
        for (int number : numbers) {
            number(number);
        }
        return ops("t");
    }

    /// A storage by its persistent id.
    Pickle storage(String type, String key, int elements) {
        return ops("(").text("storage").global("torch", type).text(key).text("cpu").number(elements).ops("tQ");
    }

    /// A tensor as `_rebuild_tensor_v2` makes it.
    Pickle tensor(String type, String key, int elements, int offset, int[] shape, int[] strides) {
        return global("torch._utils", "_rebuild_tensor_v2").ops("(").storage(type, key, elements).number(offset)
                .numbers(shape).numbers(strides).raw(0x89).global("collections", "OrderedDict").ops(")RtR");
    }

    /// A vector that is all of its storage.
    Pickle vector(String type, String key, int elements) {
        return tensor(type, key, elements, 0, new int[]{elements}, new int[]{1});
    }

    /// The bytes, with STOP.
    byte[] stop() { return ops(".").bytes.toByteArray(); }
}
