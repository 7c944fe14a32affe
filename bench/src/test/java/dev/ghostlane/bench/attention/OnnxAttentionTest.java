package dev.ghostlane.bench.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.bench.attention.blocks.AttentionBlock;
import dev.ghostlane.bench.attention.blocks.AttentionBlocks;
import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.bench.compare.OnnxRuntime;
import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Attention;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks with self-attention, exported to ONNX: ONNX Runtime gives the same outputs but for rounding.
class OnnxAttentionTest {

    @TempDir
    private Path folder;

    static List<Attention> attentions() {
        return List.of(Attention.LOCAL, Attention.FULL, Attention.LOCAL.at(Attention.Place.BOTH));
    }

    private static Network network(Attention attention) {
        return GhostNetV2.random(Configuration.of(Variant.GHOSTNET, 0.5, 23).withAttention(attention), 7).network();
    }

    static Stream<Network> blocks() {
        return Stream.of("self-attention", "window-attention-7", "mobilevit-core", "mobilevit").map(name -> {
            AttentionBlock block = AttentionBlocks.named(name);
            return block.network(48, 14, 28, 5);
        });
    }

    @ParameterizedTest
    @MethodSource("attentions")
    void networksAgree(Attention attention) throws IOException {
        requireAgreement(network(attention), 1, 64, 96);
        requireAgreement(network(attention), 2, 96, 64);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void blocksAgree(Network block) throws IOException { requireAgreement(block, 2, 14, 28); }

    @ParameterizedTest
    @ValueSource(ints = {0, 72})
    void sizesThatCannotBeExportedAreRefused(int side) {
        OnnxExporter exporter = OnnxExporter.of(network(Attention.LOCAL));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> (side == 0 ? exporter : exporter.withSize(side, side)).writeTo(new ByteArrayOutputStream()));
        assertTrue(e.getMessage().startsWith("blocks.2.0.ghost1.attention.unfold: ") && e.getMessage()
                .contains(side == 0 ? "for one size of images" : "multiples of 8 can be exported, found 18×18"),
                e.getMessage());
    }

    private void requireAgreement(Network network, int batch, int height, int width) throws IOException {
        Plan plan = network.compile().plan(batch, height, width);
        float[] input = new RandomFloats(9).next(plan.inputShape().floats());
        float[] output = new float[plan.shape(network.output()).floats()];
        try (Session session = plan.session()) {
            session.run(input, output);
        }
        Path file = folder.resolve("model.onnx");
        OnnxExporter.of(network).withBatch(batch).withSize(height, width).write(file, true);
        long[] shape = {batch, network.inputChannels(), height, width};
        try (OnnxRuntime runtime = OnnxRuntime.of(file, input, shape, 1)) {
            float[] logits = runtime.logits();
            int pixels = plan.shape(network.output()).height() * plan.shape(network.output()).width();
            assertEquals(output.length, logits.length);
            OnnxRuntime.requireAgreement(network.name(), output, channelsLast(logits, batch, pixels));
        }
    }

    /// ONNX has the channels of a map first.
    private static float[] channelsLast(float[] values, int batch, int pixels) {
        int channels = values.length / batch / pixels;
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int pixel = i % pixels;
            int channel = i / pixels % channels;
            result[(i / pixels / channels * pixels + pixel) * channels + channel] = values[i];
        }
        return result;
    }
}
