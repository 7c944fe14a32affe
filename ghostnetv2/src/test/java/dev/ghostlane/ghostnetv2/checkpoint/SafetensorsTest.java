package dev.ghostlane.ghostnetv2.checkpoint;

import static dev.ghostlane.ghostnetv2.checkpoint.SafetensorsFiles.entry;
import static dev.ghostlane.ghostnetv2.checkpoint.SafetensorsFiles.file;
import static dev.ghostlane.ghostnetv2.checkpoint.SafetensorsFiles.valid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What well-formed files give.
class SafetensorsTest {
    @TempDir
    Path folder;

    private static byte[] littleEndian(int bytes, Consumer<ByteBuffer> content) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        content.accept(buffer);
        return buffer.array();
    }

    private static float[] floats(String dtype, byte[] data) {
        int elements = data.length / DType.valueOf(dtype).bytes();
        byte[] file = file("{" + entry("x", dtype, "[" + elements + "]", 0, data.length) + "}", data);
        return Safetensors.read(file, "test").find("x").orElseThrow().floats();
    }

    @Test
    void namesKeepTheOrderOfTheHeaderAndMetadataIsText() {
        StateDict dict = Safetensors.read(valid(), "valid");
        assertEquals(List.of("conv.weight", "bn.weight", "bn.num_batches_tracked", "bn.bias"),
                List.copyOf(dict.names()));
        assertEquals(4, dict.size());
        assertEquals("valid", dict.source());
        assertEquals(Map.of("format", "pt", "width", "0.5"), dict.metadata());
        assertEquals(List.of(2, 3, 2), dict.find("conv.weight").orElseThrow().shape());
        assertEquals(DType.I64, dict.find("bn.num_batches_tracked").orElseThrow().dtype());
        assertTrue(dict.find("conv.bias").isEmpty());
    }

    @Test
    void tensorsMayLieInAnotherOrderThanTheHeaderNamesThem() {
        byte[] data = littleEndian(8, b -> b.putFloat(1).putFloat(2));
        StateDict dict = Safetensors.read(file(
                "{" + entry("second", "F32", "[1]", 4, 8) + "," + entry("first", "F32", "[1]", 0, 4) + "}",
                data), "test");
        assertArrayEquals(new float[]{1}, dict.find("first").orElseThrow().floats());
        assertArrayEquals(new float[]{2}, dict.find("second").orElseThrow().floats());
        assertEquals(List.of("second", "first"), List.copyOf(dict.names()));
    }

    @Test
    void aFileWithoutTensorsIsLegal() {
        assertEquals(0, Safetensors.read(file("{}"), "test").size());
        assertEquals(0, Safetensors.read(file("{\"__metadata__\":{}}"), "test").size());
    }

    @Test
    void scalarsAndEmptyTensorsAreLegal() {
        byte[] data = littleEndian(4, b -> b.putFloat(3));
        StateDict dict = Safetensors.read(file("{" + entry("empty", "F32", "[2,0,3]", 0, 0) + ","
                + entry("scalar", "F32", "[]", 0, 4) + "," + entry("last", "F16", "[0]", 4, 4) + "}", data),
                "test");
        Tensor scalar = dict.find("scalar").orElseThrow();
        assertEquals(List.of(), scalar.shape());
        assertEquals(1, scalar.elements());
        assertArrayEquals(new float[]{3}, scalar.floats());
        assertEquals(0, dict.find("empty").orElseThrow().floats().length);
        assertEquals(0, dict.find("last").orElseThrow().elements());
    }

    @Test
    void floatsOfEveryWeightTypeDecode() {
        float[] expected = {0, -0f, 1, -2.5f, Float.POSITIVE_INFINITY, Float.NaN};
        byte[] f32 = littleEndian(24, b -> {
            for (float value : expected) {
                b.putFloat(value);
            }
        });
        byte[] f16 = littleEndian(12, b -> {
            for (float value : expected) {
                b.putShort(Float.floatToFloat16(value));
            }
        });
        byte[] bf16 = littleEndian(12, b -> {
            for (float value : expected) {
                b.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
            }
        });
        byte[] f64 = littleEndian(48, b -> {
            for (float value : expected) {
                b.putDouble(value);
            }
        });
        assertArrayEquals(expected, floats("F32", f32));
        assertArrayEquals(expected, floats("F16", f16));
        assertArrayEquals(expected, floats("BF16", bf16));
        assertArrayEquals(expected, floats("F64", f64));
    }

    @Test
    void doublesAreRoundedToTheNearestFloat() {
        assertArrayEquals(new float[]{0.1f}, floats("F64", littleEndian(8, b -> b.putDouble(0.1))));
        assertArrayEquals(new float[]{Float.POSITIVE_INFINITY},
                floats("F64", littleEndian(8, b -> b.putDouble(1e300))));
    }

    @Test
    void namesMayHaveEscapesAndAnyUnicode() {
        StateDict dict = Safetensors.read(
                file("{\"__metadata__\":{\"\\u00e4\\\"\\n\\ud83d\\ude00\":\"ä \uD83D\uDE00 \\/\"}}"), "test");
        assertEquals(Map.of("ä\"\n\uD83D\uDE00", "ä \uD83D\uDE00 /"), dict.metadata());
    }

    @Property(tries = 200)
    void whatIsWrittenIsRead(@ForAll @Size(max = 8) List<@IntRange(min = 0, max = 9) Integer> sizes,
            @ForAll Random random) {
        StringBuilder header = new StringBuilder("{");
        DType[] dtypes = new DType[sizes.size()];
        int end = 0;
        for (int i = 0; i < sizes.size(); i++) {
            dtypes[i] = DType.values()[random.nextInt(DType.values().length)];
            int begin = end;
            end += 2 * sizes.get(i) * dtypes[i].bytes();
            header.append(i == 0 ? "" : ",")
                    .append(entry("t" + i, dtypes[i].name(), "[2, " + sizes.get(i) + "]", begin, end));
        }
        byte[] data = new byte[end];
        random.nextBytes(data);
        StateDict dict = Safetensors.read(file(header.append("}").toString(), data), "test");
        ByteBuffer rest = ByteBuffer.wrap(data);
        for (int i = 0; i < sizes.size(); i++) {
            Tensor tensor = dict.find("t" + i).orElseThrow();
            assertEquals(dtypes[i], tensor.dtype());
            assertEquals(List.of(2, sizes.get(i)), tensor.shape());
            byte[] expected = new byte[2 * sizes.get(i) * dtypes[i].bytes()];
            rest.get(expected);
            assertArrayEquals(expected, tensor.bytes());
        }
    }

    @Test
    void aFileGivesWhatItsBytesGive() throws IOException {
        Path path = Files.write(folder.resolve("valid.safetensors"), valid());
        StateDict dict = Safetensors.read(path);
        assertEquals(path.toString(), dict.source());
        for (String name : dict.names()) {
            assertArrayEquals(Safetensors.read(valid(), "bytes").find(name).orElseThrow().bytes(),
                    dict.find(name).orElseThrow().bytes());
        }
    }

    @Test
    void bytesThatAreChangedLaterDoNotChangeTheTensors() {
        byte[] file = valid();
        Tensor tensor = Safetensors.read(file, "test").find("conv.weight").orElseThrow();
        byte[] before = tensor.bytes();
        Arrays.fill(file, (byte) 0);
        tensor.bytes()[0]++;
        tensor.floats()[0]++;
        assertArrayEquals(before, tensor.bytes());
    }

    @Test
    void halfPrecisionGoldensAreTheFullOnesRounded() {
        StateDict full = Safetensors.read(Shared.require("goldens/v2_w050_c17.safetensors"));
        StateDict f16 = Safetensors.read(Shared.require("goldens/v2_w050_c17.f16.safetensors"));
        StateDict bf16 = Safetensors.read(Shared.require("goldens/v2_w050_c17.bf16.safetensors"));
        assertEquals(764, full.size());
        for (String name : full.names()) {
            Tensor tensor = full.find(name).orElseThrow();
            if (!tensor.dtype().isFloat()) {
                assertEquals(DType.I64, tensor.dtype());
                continue;
            }
            float[] values = tensor.floats();
            float[] halves = f16.find(name).orElseThrow().floats();
            float[] brains = bf16.find(name).orElseThrow().floats();
            for (int i = 0; i < values.length; i++) {
                assertEquals(Float.float16ToFloat(Float.floatToFloat16(values[i])), halves[i], name);
                assertEquals(values[i], brains[i], Math.abs(values[i]) / 256, name);
            }
        }
    }
}
