package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A network that cannot be run is refused when it is described, compiled or planned, with a message that
/// names the value at fault.
class NetworkTest {

    private static final Op RELU = new Op.Activate("a", "input", Activation.RELU);

    private static void refused(String expected, List<Op> ops, String output) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> new Network("test", "input", 3, ops, output)).getMessage();
        assertTrue(message.contains(expected), message);
    }

    private static void misfit(String named, Layers layers, String output) {
        MisfitNetworkTest.misfit(named, layers, output);
    }

    @Test
    void operationsReadValuesThatExistBeforeThem() {
        refused("b reads nowhere", List.of(RELU, new Op.Sum("b", "a", "nowhere")), "b");
        refused("b reads a", List.of(new Op.Activate("b", "a", Activation.RELU), RELU), "b");
        refused("b reads b", List.of(new Op.Activate("b", "b", Activation.RELU)), "b");
    }

    @Test
    void valuesAreGivenOnce() {
        refused("give the value a", List.of(RELU, RELU), "a");
        refused("give the value input", List.of(new Op.Activate("input", "input", Activation.RELU)), "input");
    }

    @Test
    void theOutputExists() { refused("the output b", List.of(RELU), "b"); }

    @Test
    void aNetworkIsACopyOfItsDescription() {
        List<Op> ops = new ArrayList<>(List.of(RELU));
        List<String> parts = new ArrayList<>(List.of("a", "input"));
        ops.add(new Op.Concatenate("b", parts));
        Network network = new Network("test", "input", 3, ops, "b");
        ops.clear();
        parts.clear();
        assertEquals(List.of("input", "a", "b"), network.values());
        assertEquals(6, network.compile().plan(1, 2, 2).shape("b").channels());
    }

    @Test
    void onlyValuesThatItComputesCanBeOutputs() {
        Network network = new Network("test", "input", 3, List.of(RELU), "a");
        Kernels kernels = Kernels.scalar();
        for (List<String> outputs : List.of(List.of("nowhere"), List.of("a", "nowhere"))) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> network.compile(kernels, outputs))
                    .getMessage();
            assertTrue(message.contains("nowhere"), message);
        }
        assertThrows(IllegalArgumentException.class, () -> network.compile(kernels, List.of()));
        CompiledNetwork compiled = network.compile(kernels, List.of("a"));
        Plan plan = compiled.plan(1, 2, 2);
        assertEquals(List.of("a"), compiled.outputs());
        assertThrows(IllegalArgumentException.class, () -> plan.shape("nowhere"));
        try (Session session = plan.session()) {
            assertThrows(IllegalArgumentException.class, () -> session.output("nowhere"));
        }
    }

    @Test
    void parametersHaveTheLengthsOfTheirShapes() {
        assertThrows(IllegalArgumentException.class,
                () -> new Op.Convolution("c", "input", 3, 4, 3, 3, 1, 1, 1, 1, new float[107], null));
        assertThrows(IllegalArgumentException.class,
                () -> new Op.Convolution("c", "input", 3, 4, 1, 1, 1, 0, 0, 1, new float[12], new float[3]));
        assertThrows(IllegalArgumentException.class,
                () -> new Op.Convolution("c", "input", 4, 4, 1, 1, 1, 0, 0, 2, new float[8], null));
        assertThrows(IllegalArgumentException.class,
                () -> new Op.BatchNormalization("n", "input", new float[3],
                        new float[3], new float[2], new float[3], 1e-5f));
    }

    @Test
    void normalizationsHaveTheChannelsOfTheirConvolution() {
        Layers layers = new Layers(3, 1);
        layers.pointwise("c", Layers.INPUT, 5);
        layers.add(new Op.BatchNormalization("n", "c", new float[4], new float[4], new float[4], new float[4],
                0), 4);
        misfit("n", layers, "n");
    }

    @Test
    void sumsHaveOneShape() {
        Layers layers = new Layers(3, 1);
        layers.sum("s", layers.pool("p", Layers.INPUT), Layers.INPUT);
        misfit("s", layers, "s");
    }

    @Test
    void concatenatedMapsHaveTheSamePixels() {
        Layers layers = new Layers(3, 1);
        layers.concatenate("c", Layers.INPUT, layers.pool("p", Layers.INPUT));
        misfit("c", layers, "c");
    }

    @Test
    void poolingLeavesSomething() {
        Layers layers = new Layers(3, 1);
        layers.pool("p", Layers.INPUT);
        CompiledNetwork compiled = layers.network("p").compile();
        assertThrows(IllegalArgumentException.class, () -> compiled.plan(1, 1, 8));
        assertThrows(IllegalArgumentException.class, () -> compiled.plan(1, 8, 1));
        assertThrows(IllegalArgumentException.class, () -> compiled.plan(0, 8, 8));
        assertEquals("1×1×4×3", compiled.plan(1, 3, 9).shape("p").toString());
    }

    @Test
    void kernelsFitIntoTheirMaps() {
        Layers layers = new Layers(3, 1);
        layers.dense("d", Layers.INPUT, 4, 9, 1, 0);
        misfit("kernel", layers, "d");
    }

    @Test
    void denseKernelsAreSquare() {
        Layers layers = new Layers(3, 1);
        layers.add(new Op.Convolution("d", "input", 3, 1, 1, 3, 1, 0, 1, 1, new float[9], null), 1);
        misfit("d", layers, "d");
    }
}
