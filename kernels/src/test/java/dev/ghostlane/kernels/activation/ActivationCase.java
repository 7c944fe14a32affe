package dev.ghostlane.kernels.activation;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.contract.Claim;
import dev.ghostlane.kernels.contract.DoubleActivation;
import dev.ghostlane.kernels.contract.KernelCase;
import dev.ghostlane.kernels.contract.PreparedCall;
import dev.ghostlane.kernels.contract.Setting;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Paste;
import java.util.List;

/// An activation of a whole map.
record ActivationCase(MapShape shape, int channels, Setting setting) implements KernelCase {

    @Override
    public List<Layout> inputs() { return List.of(new Layout(shape, channels, setting.input())); }

    @Override
    public Layout output() { return new Layout(shape, channels, setting.output()); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall
                .byRows((inputs, output, begin, end) -> kernels.activation().run(setting.activation(),
                        inputs.getFirst(), output, begin, end));
    }

    @Override
    public Claim claim(List<float[]> inputs) {
        Claim claim = new Claim(output());
        Claim.forEach(output(), (number, image, y, x, channel) -> {
            double value = inputs.getFirst()[number];
            claim.set(number, DoubleActivation.apply(setting.activation(), value),
                    DoubleActivation.error(setting.activation(), value, 0));
        });
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = setting.activation().apply(inputs.getFirst()[i]);
        }
        return result;
    }

    @Override
    public ActivationCase with(Setting other) { return new ActivationCase(shape, channels, other); }

    @Override
    public String toString() { return Paste.of(this); }
}
