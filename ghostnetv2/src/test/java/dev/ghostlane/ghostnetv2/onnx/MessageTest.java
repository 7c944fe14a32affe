package dev.ghostlane.ghostnetv2.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The bytes of protobuf's documentation, and what a reader makes of others.
class MessageTest {

    @Test
    void theExamplesOfTheFormatsDocumentation() throws IOException {
        assertEquals("089601", hex(new Message().add(1, 150)));
        assertEquals("120774657374696e67", hex(new Message().add(2, "testing")));
        assertEquals("1a03089601", hex(new Message().add(3, new Message().add(1, 150))));
        assertEquals("08feffffffffffffffff01", hex(new Message().add(1, -2)));
        assertEquals("150000803f", hex(new Message().addFloat(2, 1)));
        assertEquals("a00101", hex(new Message().add(20, 1)));
        assertEquals("", hex(new Message()));
    }

    @Test
    void arraysAreLittleEndianAndOfAnyLength() throws IOException {
        assertEquals("0a080000803f000000c0", hex(new Message().addRaw(1, new float[]{1, -2})));
        assertEquals("0a080201000000000000", hex(new Message().addRaw(1, new long[]{258})));
        float[] many = new float[10_001];
        for (int i = 0; i < many.length; i++) {
            many[i] = i - 0.5f;
        }
        Message message = new Message().add(7, new Message().addRaw(9, many).add(1, 3));
        byte[] bytes = bytes(message);
        assertEquals(message.size(), bytes.length);
        WireReader nested = new WireReader(bytes).one(7).message();
        assertArrayEquals(many, nested.one(9).floats());
        assertEquals(List.of(3L), nested.numbers(1));
    }

    private static String hex(Message message) throws IOException { return HexFormat.of().formatHex(bytes(message)); }

    private static byte[] bytes(Message message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }
}
