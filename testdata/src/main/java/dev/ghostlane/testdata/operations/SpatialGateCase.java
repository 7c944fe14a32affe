package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Paste;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Optional;

/// A product of a map with a map of one channel.
public record SpatialGateCase(MapShape shape, int channels, Setting setting) implements MapCase {

    /// Draws a case.
    static SpatialGateCase draw(Draw draw) {
        int channels = draw.channels(960);
        return new SpatialGateCase(draw.map(channels), channels, draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() {
        return List.of(new Layout(shape, channels, setting.input()), new Layout(shape, 1, setting.input()));
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.spatialGate().run(inputs.getFirst(),
                inputs.getLast(), output, begin, end));
    }

    /// One rounding.
    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        for (int i = 0; i < output().elements(); i++) {
            double product = (double) inputs.getFirst()[i] * inputs.getLast()[i / channels];
            claim.set(i, product, ErrorBound.ofSum(1, Math.abs(product)));
        }
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = inputs.getFirst()[i] * inputs.getLast()[i / channels];
        }
        return result;
    }

    @Override
    public Optional<SpatialGateCase> inPlace() { return Optional.of(this); }

    @Override
    public SpatialGateCase with(Setting other) { return new SpatialGateCase(shape, channels, other); }

    @Override
    public String toString() { return Paste.of(this); }
}
