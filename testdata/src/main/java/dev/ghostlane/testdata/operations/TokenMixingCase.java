package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.mixing.TokenMixing;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.NamedTensor;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Tokens;
import java.util.List;
import java.util.Map;

/// A token mixing with weights for each channel: [dev.ghostlane.kernels.mixing.TokenMixing].
///
/// @param shape of input and output: images, lines and pixels
/// @param sequences which pixels belong together
/// @param channels channels of a pixel
/// @param setting placements, activation, contents and seed
public record TokenMixingCase(MapShape shape, Sequences sequences, int channels,
        Setting setting) implements MapCase {

    /// Cases of shapes that networks have.
    public static final List<TokenMixingCase> NETWORK = List.of(
            new TokenMixingCase(new MapShape(1, 14, 14), Sequences.COLUMN, 120, Setting.plain(Activation.NONE, 1)),
            new TokenMixingCase(new MapShape(2, 7, 7), Sequences.ROW, 92, Setting.plain(Activation.NONE, 2)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static TokenMixingCase draw(Draw draw) {
        int channels = draw.channels(130);
        return new TokenMixingCase(draw.mapOfPairs(channels), draw.one(Sequences.values()), channels,
                draw.settingWithoutActivation());
    }

    float[] weights() {
        return parameters(0, TokenMixing.weightFloats(sequences, shape.height(), shape.width(), channels));
    }

    @Override
    public Map<String, Object> attributes() { return Map.of("sequences", sequences); }

    @Override
    public List<NamedTensor> weightTensors() {
        int tokens = sequences.tokens(shape.height(), shape.width());
        return List.of(new NamedTensor("weights", List.of(sequences.ofImage(shape.height(), shape.width()), tokens,
                tokens, channels), weights()));
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        float[] weights = weights();
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.tokenMixing().run(sequences, weights,
                inputs.getFirst(), output, begin, end), weights);
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        return Tokens.claim(output(), sequences, channels, weights(), inputs.getFirst(), accuracy);
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        return Tokens.inContractOrder(output(), sequences, channels, weights(), inputs.getFirst());
    }
}
