package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each operation is run by the kernel family made for it; a profile tells which.
class KernelSelectionTest {

    private final Layers layers = new Layers(6, 3);

    private void assertKind(String kind, String output) {
        try (Session session = layers.network(output).compile().plan(1, 12, 12).session()) {
            assertEquals(kind, session.profile().entries().getLast().kind(), output);
        }
    }

    @Test
    void convolutions() {
        assertKind("pointwise", layers.pointwise("1×1", Layers.INPUT, 8));
        assertKind("dense", layers.dense("1×1, stride 2", Layers.INPUT, 8, 1, 2, 0));
        assertKind("dense", layers.dense("3×3", Layers.INPUT, 8, 3, 1, 1));
        assertKind("dense", layers.dense("3×3, stride 2", Layers.INPUT, 8, 3, 2, 1));
        assertKind("depthwise", layers.depthwise("depthwise 3×3", Layers.INPUT, 3, 3, 1));
        assertKind("depthwise", layers.depthwise("depthwise 5×5, stride 2", Layers.INPUT, 5, 5, 2));
    }

    @Test
    void strips() {
        assertKind("strip", layers.depthwise("1×5", Layers.INPUT, 1, 5, 1));
        assertKind("strip", layers.depthwise("5×1", Layers.INPUT, 5, 1, 1));
        assertKind("strip", layers.depthwise("1×31", Layers.INPUT, 1, 31, 1));
    }

    @Test
    void depthwiseKernelsThatAreNoStripsOfTheSameSize() {
        assertKind("depthwise", layers.depthwise("1×1", Layers.INPUT, 1, 1, 1));
        assertKind("depthwise", layers.depthwise("1×4", Layers.INPUT, 1, 4, 1));
        assertKind("depthwise", layers.depthwise("1×5, stride 2", Layers.INPUT, 1, 5, 2));
        assertKind("depthwise", layers.depthwise("1×5, no padding", Layers.INPUT, 1, 5, 1, 0, 0));
        assertKind("depthwise", layers.depthwise("5×1, some padding", Layers.INPUT, 5, 1, 1, 1, 0));
        assertKind("depthwise", layers.depthwise("1×33", Layers.INPUT, 1, 33, 1));
    }

    @Test
    void fullyConnectedLayersAreConvolutionsOfOnePixel() {
        String average = layers.average("average", Layers.INPUT);
        String first = layers.pointwise("first", average, 10);
        String second = layers.pointwise("second", layers.normalize("norm", first), 4);
        assertKind("global average", average);
        assertKind("fully connected", first);
        assertKind("fully connected", second);
        assertKind("fully connected",
                layers.pointwise("third", layers.activate("relu", second, Activation.RELU), 3));
    }

    @Test
    void theRest() {
        String pool = layers.pool("pool", Layers.INPUT);
        String resized = layers.upsample("resized", pool, Layers.INPUT, UpsampleMode.NEAREST);
        assertKind("average pool", pool);
        assertKind("upsample", resized);
        assertKind("add", layers.sum("sum", Layers.INPUT, Layers.INPUT));
        assertKind("gate", layers.multiply("product", Layers.INPUT, Layers.INPUT));
        String gated = layers.multiply("gated", Layers.INPUT, resized);
        assertEquals(List.of("pool", "gated"),
                layers.network(gated).compile().steps().stream().map(Step::output).toList(),
                "a resize that only a product reads is part of the product");
    }
}
