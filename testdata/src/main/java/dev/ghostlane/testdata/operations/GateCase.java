package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.DoubleActivation;
import dev.ghostlane.testdata.contract.DoubleResize;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.FloatResize;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A gating: [dev.ghostlane.kernels.gate.Gate].
///
/// @param mode the rule of the resize
/// @param shape of input and output
/// @param gateHeight lines of the gate
/// @param gateWidth columns of the gate
/// @param channels channels of a pixel
/// @param gatePlacement what lies around the gate
/// @param setting placements, activation, contents and seed
public record GateCase(UpsampleMode mode, MapShape shape, int gateHeight, int gateWidth, int channels,
        Placement gatePlacement, Setting setting) implements MapCase {

    /// Cases of shapes that networks have.
    public static final List<GateCase> NETWORK = List.of(
            network(new MapShape(1, 40, 40), 20, 36, Activation.SIGMOID),
            network(new MapShape(1, 28, 28), 14, 60, Activation.NONE),
            network(new MapShape(1, 14, 14), 7, 92, Activation.SIGMOID),
            network(new MapShape(2, 7, 7), 3, 480, Activation.SIGMOID),
            network(new MapShape(1, 14, 14), 1, 672, Activation.HARD_SIGMOID));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static GateCase draw(Draw draw) {
        int channels = draw.channels(1000);
        MapShape shape = draw.map(channels * 4L);
        MapShape gate = draw.one(new MapShape(1, 1, 1),
                new MapShape(1, shape.height() / 2, shape.width() / 2).atLeast(1, 1),
                new MapShape(1, draw.side(12), draw.side(12)));
        return new GateCase(draw.one(UpsampleMode.values()), shape, gate.height(), gate.width(), channels,
                draw.placement(), draw.setting());
    }

    private static GateCase network(MapShape shape, int gateSize, int channels, Activation activation) {
        return new GateCase(UpsampleMode.NEAREST, shape, gateSize, gateSize, channels, Placement.DENSE,
                Setting.plain(activation, channels));
    }

    @Override
    public List<Layout> inputs() {
        return List.of(new Layout(shape, channels, setting.input()),
                new Layout(new MapShape(shape.batch(), gateHeight, gateWidth), channels, gatePlacement));
    }

    @Override
    public Map<String, Object> attributes() { return Map.of("mode", mode, "activation", setting.activation()); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        Resize resize = Resize.of(mode, gateHeight, gateWidth, shape.height(), shape.width());
        return PreparedCall.byRows(
                (inputs, output, begin, end) -> kernels.gate().run(setting.activation(), resize,
                        inputs.getFirst(), inputs.getLast(), output, begin, end),
                resize.vertical().upperWeight(),
                resize.horizontal().upperWeight());
    }

    /// The error of the gate, resized as the gate is, and the rounding of the product.
    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        DoubleResize resize = new DoubleResize(mode, gateHeight, gateWidth, shape.height(), shape.width());
        float[] gate = inputs.getLast();
        Claim.forEach(output(), (number, image, y, x, channel) -> {
            double value = inputs.getFirst()[number];
            DoubleResize.Plane raw = (gateY, gateX) -> gate[((image * gateHeight + gateY) * gateWidth + gateX)
                    * channels + channel];
            DoubleResize.Value factor = resize.at(
                    (gateY, gateX) -> DoubleActivation.apply(setting.activation(), raw.at(gateY, gateX)), y,
                    x);
            DoubleResize.Value error = resize.at(
                    (gateY, gateX) -> DoubleActivation.error(setting.activation(), raw.at(gateY, gateX), 0,
                            accuracy),
                    y, x);
            double total = factor.error() + error.value() + error.error();
            if (total == Double.POSITIVE_INFINITY) {
                claim.set(number, 0, total);
            } else {
                double magnitude = Math.abs(value) * (Math.abs(factor.value()) + total);
                claim.set(number, value * factor.value(),
                        Math.abs(value) * total + ErrorBound.ofSum(1, magnitude));
            }
        });
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        Resize resize = Resize.of(mode, gateHeight, gateWidth, shape.height(), shape.width());
        float[] gate = inputs.getLast();
        Claim.forEach(output(), (number, image, y, x, channel) -> result[number] = inputs.getFirst()[number]
                * FloatResize.at(resize, (gateY, gateX) -> setting.activation().apply(
                        gate[((image * gateHeight + gateY) * gateWidth + gateX) * channels + channel]), y, x));
        return result;
    }

    /// With nearest resize and no activation.
    @Override
    public Optional<GateCase> inPlace() {
        return Optional.of(new GateCase(UpsampleMode.NEAREST, shape, gateHeight, gateWidth, channels, gatePlacement,
                setting.with(Activation.NONE)));
    }
}
