package dev.ghostlane.ghostnetv2.checkpoint;

import static dev.ghostlane.ghostnetv2.checkpoint.MindSporeFiles.field;
import static dev.ghostlane.ghostnetv2.checkpoint.MindSporeFiles.join;
import static dev.ghostlane.ghostnetv2.checkpoint.MindSporeFiles.parameter;
import static dev.ghostlane.ghostnetv2.checkpoint.MindSporeFiles.text;
import static dev.ghostlane.ghostnetv2.checkpoint.MindSporeFiles.varint;
import static dev.ghostlane.ghostnetv2.checkpoint.ZipFiles.floats;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// MindSpore's checkpoints are read off the wire, and damaged ones refused with the reason.
@Timeout(30)
class MindSporeFileTest {

    private static final byte[] TWO = floats(1, 2);

    private static StateDict read(byte[]... parts) { return Checkpoints.read(join(parts), "x.ckpt", null); }

    private static void refused(String part, byte[]... parts) {
        CheckpointException e = assertThrows(CheckpointException.class, () -> read(parts));
        assertTrue(e.getMessage().startsWith("x.ckpt: ") && e.getMessage().contains(part),
                "no <" + part + "> in <" + e.getMessage() + ">");
    }

    @Test
    void parametersAreReadInOrder() {
        StateDict dict = read(parameter("b.weight", "Float32", TWO, 1, 2), parameter("a.bias", "Float32", TWO, 2));
        assertEquals(List.of("b.weight", "a.bias"), List.copyOf(dict.names()));
        assertEquals(List.of(1, 2), dict.find("b.weight").orElseThrow().shape());
        assertArrayEquals(new float[]{1, 2}, dict.find("a.bias").orElseThrow().floats());
    }

    @ParameterizedTest
    @CsvSource({"Float32,F32,4", "Float16,F16,2", "BFloat16,BF16,2", "Float64,F64,8", "Int32,I32,4", "Int64,I64,8",
            "Bool,BOOL,1", "UInt8,U8,1"})
    void everyTypeIsKnown(String type, DType dtype, int bytes) {
        Tensor tensor = read(parameter("step", type, new byte[bytes], 1)).find("step").orElseThrow();
        assertEquals(dtype, tensor.dtype());
        assertEquals(List.of(1), tensor.shape());
    }

    @Test
    void scalarsAndPackedSizesAreRead() {
        byte[] packed = field(1, join(text(1, "packed"),
                field(2, join(field(1, join(varint(2), varint(1))), text(2, "Float32"), field(3, TWO)))));
        StateDict dict = read(packed, parameter("scalar", "Float32", floats(3), 0),
                parameter("none", "Float32", floats(4)), parameter("empty", "Float32", new byte[0], 0));
        assertEquals(List.of(2, 1), dict.find("packed").orElseThrow().shape());
        assertEquals(List.of(), dict.find("scalar").orElseThrow().shape());
        assertArrayEquals(new float[]{4}, dict.find("none").orElseThrow().floats());
        assertEquals(List.of(0), dict.find("empty").orElseThrow().shape());
    }

    /// `save_checkpoint(…, crc_check=True)` appends the mark and ten bytes, big-endian.
    @Test
    void theChecksumIsChecked() {
        byte[] parameter = parameter("weight", "Float32", TWO, 2);
        CRC32 crc = new CRC32();
        crc.update(parameter);
        byte[] sum = new byte[10];
        byte[] digits = BigInteger.valueOf(crc.getValue()).toByteArray();
        System.arraycopy(digits, 0, sum, 10 - digits.length, digits.length);
        byte[] mark = "crc_num".getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(new float[]{1, 2}, read(parameter, mark, sum).find("weight").orElseThrow().floats());
        sum[9] ^= 1;
        refused("checksum", parameter, mark, sum);
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        byte[] whole = parameter("conv.weight", "Float32", TWO, 2);
        for (int length = 0; length < whole.length; length++) {
            refused("", Arrays.copyOf(whole, length));
        }
        refused("expected a parameter", whole, new byte[]{0});
    }

    @Test
    void whatBreaksTheFormatIsRefused() {
        byte[] good = parameter("weight", "Float32", TWO, 2);
        refused("occurs twice", good, good);
        refused("\"Float8\"", parameter("weight", "Float8", TWO, 2));
        refused("must have 12 bytes", parameter("weight", "Float32", TWO, 3));
        refused("must have 4 bytes", parameter("weight", "Float32", TWO, 1));
        refused("overflows", parameter("weight", "Float32", TWO, 1 << 30, 1 << 30, 1 << 30));
        refused("sizes from 0", parameter("weight", "Float32", TWO, -1));
        refused("sizes from 0", parameter("weight", "Float32", TWO, 1L << 32));
        refused("sizes from 0", parameter("weight", "Float32", TWO, new long[65]));
        refused("field 2", field(1, text(1, "weight")));
        refused("field 3", field(1, join(text(1, "weight"), field(2, text(2, "Float32")))));
        refused("after its tensor", field(1, join(text(1, "weight"),
                field(2, join(new byte[]{8, 2}, text(2, "Float32"), field(3, TWO))), new byte[]{0})));
        refused("nothing after", field(1, join(text(1, "weight"),
                field(2, join(new byte[]{8, 2}, text(2, "Float32"), field(3, TWO), new byte[]{0})))));
        refused("reaches beyond", good, new byte[]{10}, varint(Long.MAX_VALUE));
        refused("reaches beyond", good, new byte[]{10}, varint(-1));
        byte[] endless = new byte[12];
        Arrays.fill(endless, (byte) 0x80);
        refused("ten bytes", good, new byte[]{10}, endless);
        refused("UTF-8", good, field(1, join(field(1, new byte[]{(byte) 0xff}), text(2, "x"))));
        refused("1 to 4096 bytes", good, field(1, join(field(1, new byte[5000]), text(2, "x"))));
    }
}
