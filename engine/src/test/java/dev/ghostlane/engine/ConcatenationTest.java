package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Joining maps costs nothing where their producers can write straight into the joined map, and is right
/// where they cannot.
class ConcatenationTest {

    private final Layers layers = new Layers(5, 5);

    /// Checks the outputs against step-by-step evaluation and returns the steps that the plan runs.
    private List<String> stepsOf(String... outputs) {
        List<String> wanted = List.of(outputs);
        Network network = layers.network(wanted.getLast());
        FeatureMap input = Maps.random(2, 7, 6, 5, 17);
        StepByStep reference = new StepByStep(network, input);
        List<String> steps = new ArrayList<>();
        for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
            try (Session session = network.compile(kernels, wanted).plan(2, 7, 6).session()) {
                Maps.fill(session, input);
                session.run();
                for (String output : wanted) {
                    Bits.assertSame(() -> output + " with " + kernels.name(), reference.elements(output),
                            Maps.elements(session.output(output)));
                }
                steps = session.profile().entries().stream().map(Profile.Entry::name).toList();
            }
        }
        return steps;
    }

    @Test
    void theHalvesOfAGhostModuleAreWrittenInPlace() {
        String primary = layers.activate("primary", layers.pointwise("conv", Layers.INPUT, 6),
                Activation.RELU);
        String cheap = layers.depthwise("cheap", primary, 3, 3, 1);
        String ghost = layers.concatenate("ghost", primary, cheap);
        assertEquals(List.of("primary", "cheap", "next"), stepsOf(layers.pointwise("next", ghost, 4)));
    }

    @Test
    void partsCanBeReadBeforeAndAfterTheyAreJoined() {
        String first = layers.pointwise("first", Layers.INPUT, 6);
        String before = layers.pointwise("before", first, 3);
        String second = layers.depthwise("second", first, 3, 3, 1);
        String joined = layers.concatenate("joined", second, first);
        String after = layers.pointwise("after", first, 2);
        String reader = layers.pointwise("reader", joined, 4);
        assertEquals(List.of("first", "before", "second", "after", "reader"),
                stepsOf(first, before, after, joined, reader));
    }

    @Test
    void theInputOfTheNetworkIsCopied() {
        String other = layers.pointwise("other", Layers.INPUT, 3);
        assertEquals(List.of("other", "joined"), stepsOf(layers.concatenate("joined", Layers.INPUT, other)));
    }

    @Test
    void aValueJoinedTwiceIsCopied() {
        String value = layers.pointwise("value", Layers.INPUT, 3);
        assertEquals(List.of("value", "twice"), stepsOf(layers.concatenate("twice", value, value)));
    }

    @Test
    void aValueOfTwoConcatenationsIsCopiedIntoTheSecond() {
        String shared = layers.pointwise("shared", Layers.INPUT, 3);
        String other = layers.pointwise("other", Layers.INPUT, 2);
        String third = layers.pointwise("third", Layers.INPUT, 4);
        String first = layers.concatenate("first", shared, other);
        String second = layers.concatenate("second", third, shared);
        assertEquals(List.of("shared", "other", "third", "second"), stepsOf(first, second));
    }

    @Test
    void concatenationsOfConcatenationsAreWrittenInPlace() {
        String a = layers.pointwise("a", Layers.INPUT, 3);
        String b = layers.pointwise("b", Layers.INPUT, 2);
        String c = layers.pointwise("c", Layers.INPUT, 4);
        String inner = layers.concatenate("inner", a, b);
        String outer = layers.concatenate("outer", c, inner);
        assertEquals(List.of("a", "b", "c"), stepsOf(a, inner, outer));
    }

    @Test
    void aNestedPartIsReadWhileTheOuterMapIsStillBeingWritten() {
        String a = layers.pointwise("a", Layers.INPUT, 3);
        String b = layers.pointwise("b", Layers.INPUT, 2);
        String inner = layers.concatenate("inner", a, b);
        String c = layers.depthwise("c", inner, 3, 3, 1);
        String outer = layers.concatenate("outer", inner, c);
        String end = layers.sum("end", outer, outer);
        assertEquals(List.of("a", "b", "c", "end"), stepsOf(end));
        assertEquals(List.of("a", "b", "c", "end"), stepsOf(inner, outer, end));
    }

    @Test
    void aConcatenationOfOneValueIsThatValue() {
        String value = layers.pointwise("value", Layers.INPUT, 3);
        assertEquals(List.of("value"), stepsOf(layers.concatenate("same", value)));
        assertEquals(List.of("copy"), stepsOf(layers.concatenate("copy", Layers.INPUT)));
    }

    /// The pixels of joined maps and gates are as many as those of the whole, so work can be cut anywhere.
    @Test
    void joinedMapsCanBeGated() {
        String a = layers.pointwise("a", Layers.INPUT, 3);
        String b = layers.pointwise("b", Layers.INPUT, 2);
        String joined = layers.concatenate("joined", a, b);
        String gated = layers.multiply("gated", joined, layers.average("average", joined));
        assertEquals(List.of("a", "b", "average/rows", "average", "gated"), stepsOf(gated));
    }
}
