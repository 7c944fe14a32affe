package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import org.junit.jupiter.api.Test;

/// Operations whose shapes do not fit together are found when a plan is made, not when it runs, and never give
/// a result.
class MisfitNetworkTest {

    /// Asserts that no plan can be made, with a message that says what is wrong.
    ///
    /// @param named what the message must name
    static void misfit(String named, Layers layers, String output) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> layers.network(output).compile().plan(1, 8, 8),
                "a plan was made of a network with a misfit (" + named + ")").getMessage();
        assertTrue(message.contains(named), message);
    }

    @Test
    void convolutionsReadTheChannelsThatTheyAreFor() {
        Layers pointwise = new Layers(3, 1);
        pointwise.add(new Op.Convolution("wrong", "input", 4, 2, 1, 1, 1, 0, 0, 1, new float[8], null), 2);
        misfit("channels", pointwise, "wrong");
        Layers depthwise = new Layers(3, 1);
        depthwise.add(new Op.Convolution("wrong", "input", 4, 4, 3, 3, 1, 1, 1, 4, new float[36], null), 4);
        misfit("channels", depthwise, "wrong");
        Layers strip = new Layers(3, 1);
        strip.add(new Op.Convolution("wrong", "input", 4, 4, 1, 3, 1, 0, 1, 4, new float[12], null), 4);
        misfit("channels", strip, "wrong");
    }

    @Test
    void normalizationsOnTheirOwnHaveTheChannelsOfTheirInput() {
        Layers layers = new Layers(3, 1);
        layers.add(new Op.BatchNormalization("wrong", "input", new float[4], new float[4], new float[4],
                new float[4], 1), 4);
        misfit("channels", layers, "wrong");
    }

    @Test
    void factorsOfAProductHaveTheSameChannels() {
        Layers layers = new Layers(3, 1);
        layers.multiply("wrong", Layers.INPUT, layers.pointwise("four", Layers.INPUT, 4));
        misfit("wrong", layers, "wrong");
    }

    /// A product is not a resize: [Op.Multiply] takes a map of the same shape or of one pixel.
    @Test
    void factorsOfAProductHaveTheSamePixelsOrOne() {
        Layers layers = new Layers(3, 1);
        layers.multiply("wrong", Layers.INPUT, layers.pool("half", Layers.INPUT));
        misfit("wrong", layers, "wrong");
    }

    /// The gate of a product may be fused with a resize, but only with one to the product's own size.
    @Test
    void resizedFactorsHaveThePixelsOfTheProduct() {
        Layers layers = new Layers(3, 1);
        layers.pool("half", Layers.INPUT);
        layers.pool("quarter", "half");
        layers.upsample("resized", "quarter", "half", UpsampleMode.NEAREST);
        layers.multiply("wrong", Layers.INPUT, "resized");
        misfit("wrong", layers, "wrong");
    }

    @Test
    void networksThatNeedMoreMemoryThanAnArrayHasAreRefused() {
        Layers layers = new Layers(1, 1);
        layers.activate("large", Layers.INPUT, Activation.RELU);
        CompiledNetwork compiled = layers.network("large").compile();
        assertThrows(IllegalArgumentException.class, () -> compiled.plan(1, 65_536, 65_536));
        assertThrows(IllegalArgumentException.class, () -> compiled.plan(1, 40_000, 40_000));
    }

    @Test
    void weightsThatBelongToPositionsFitOneSizeOnly() {
        for (boolean shared : new boolean[]{true, false}) {
            Layers layers = new Layers(3, 1);
            layers.mix("wrong", Layers.INPUT, Sequences.ROW, 8, 9, shared);
            misfit("wrong: its weights belong to positions of a map of 8×9 pixels, found 1×8×8×3", layers, "wrong");
        }
    }

    @Test
    void headsDivideTheChannels() {
        Layers layers = new Layers(3, 1);
        layers.attend("wrong", Layers.INPUT, Layers.INPUT, Layers.INPUT, 2, Sequences.IMAGE);
        misfit("3 channels cannot be cut into 2 heads", layers, "wrong");
    }

    @Test
    void queriesKeysAndValuesHaveTheSameShape() {
        Layers layers = new Layers(4, 1);
        String half = layers.pool("half", Layers.INPUT);
        layers.attend("keys", Layers.INPUT, half, Layers.INPUT, 2, Sequences.IMAGE);
        misfit("keys/keys: must have the shape of the queries, 1×8×8×4, found 1×4×4×4", layers, "keys");
        layers.attend("values", Layers.INPUT, Layers.INPUT, half, 2, Sequences.ROW);
        misfit("values/values: must have the shape of the queries, 1×8×8×4, found 1×4×4×4", layers, "values");
    }

    /// Whole vectors hide a few missing tokens or channels once keys and values are packed.
    @Test
    void keysAndValuesThatLookAlikePackedAreToldApart() {
        Layers tokens = new Layers(4, 1);
        String fewer = tokens.dense("fewer", Layers.INPUT, 4, 2, 1, 0);
        tokens.attend("keys", Layers.INPUT, fewer, Layers.INPUT, 1, Sequences.IMAGE);
        misfit("keys/keys: must have the shape of the queries", tokens, "keys");
        Layers channels = new Layers(8, 1);
        String more = channels.pointwise("more", Layers.INPUT, 12);
        channels.attend("values", Layers.INPUT, Layers.INPUT, more, 1, Sequences.IMAGE);
        misfit("values/values: must have the shape of the queries", channels, "values");
    }

    @Test
    void onlyTokensOfAMapGoBackToIt() {
        Layers layers = new Layers(3, 1);
        layers.ungroup("wrong", Layers.INPUT, Layers.INPUT, new Grouping(Grouping.Kind.WINDOWS, 3));
        misfit("wrong: 1×8×8×3 are not the tokens of", layers, "wrong");
    }
}
