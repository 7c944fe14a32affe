package dev.ghostlane.ghostnetv2.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Tensors and state dicts made in memory.
class TensorTest {
    @Test
    void valuesAreCopiedBothWays() {
        float[] values = {1, -0f, Float.NaN, Float.MIN_VALUE};
        Tensor tensor = Tensor.of("x", values, 2, 2);
        values[0] = 7;
        tensor.floats()[1] = 7;
        assertArrayEquals(new float[]{1, -0f, Float.NaN, Float.MIN_VALUE}, tensor.floats());
        assertEquals(List.of(2, 2), tensor.shape());
        assertEquals(4, tensor.elements());
        assertEquals(DType.F32, tensor.dtype());
        assertEquals("x F32 [2, 2]", tensor.toString());
        assertThrows(UnsupportedOperationException.class, () -> tensor.shape().set(0, 4));
    }

    @Test
    void shapesThatDoNotFitTheValuesAreRefused() {
        assertArgument(() -> Tensor.of("x", new float[3], 2, 2),
                "shape [2, 2] has 4 elements, found 3 values");
        assertArgument(() -> Tensor.of("x", new float[1], -1, -1), "must not be negative");
        assertArgument(() -> Tensor.of("x", new float[1], 1 << 30, 1 << 30, 1 << 30), "too large");
        assertEquals(1, Tensor.of("x", new float[1]).elements());
        assertEquals(0, Tensor.of("x", new float[0], 3, 0).elements());
    }

    @Test
    void aStateDictKeepsOrderAndRefusesNamesTwice() {
        Map<String, String> metadata = new HashMap<>(Map.of("width", "1.0"));
        Tensor b = Tensor.of("b", new float[1]);
        Tensor a = Tensor.of("a", new float[1]);
        StateDict dict = StateDict.of("random weights", List.of(b, a), metadata);
        metadata.clear();
        assertEquals(List.of("b", "a"), List.copyOf(dict.names()));
        assertEquals(Map.of("width", "1.0"), dict.metadata());
        assertEquals("random weights (2 tensors)", dict.toString());
        assertThrows(UnsupportedOperationException.class, () -> dict.names().clear());
        assertThrows(UnsupportedOperationException.class, () -> dict.metadata().clear());
        assertArgument(() -> StateDict.of("x", List.of(a, b, a), Map.of()), "tensor a is given twice");
    }

    private static void assertArgument(Executable call, String part) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
