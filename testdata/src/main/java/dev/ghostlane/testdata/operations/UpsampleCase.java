package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.DoubleResize;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.FloatResize;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Map;

/// A resize: [dev.ghostlane.kernels.upsample.Upsample].
///
/// @param mode the rule of the resize
/// @param shape of the output
/// @param inHeight lines of the input
/// @param inWidth columns of the input
/// @param channels channels of a pixel
/// @param setting placements, activation, contents and seed
public record UpsampleCase(UpsampleMode mode, MapShape shape, int inHeight, int inWidth, int channels,
        Setting setting)
        implements
            MapCase {

    /// Cases of shapes that networks have.
    public static final List<UpsampleCase> NETWORK = List.of(
            new UpsampleCase(UpsampleMode.NEAREST, new MapShape(1, 28, 28), 14, 14, 120,
                    Setting.plain(Activation.NONE, 1)),
            new UpsampleCase(UpsampleMode.NEAREST, new MapShape(2, 7, 7), 3, 3, 960, Setting.plain(Activation.NONE, 1)),
            new UpsampleCase(UpsampleMode.BILINEAR_HALF_PIXEL, new MapShape(1, 14, 14), 7, 7, 184,
                    Setting.plain(Activation.NONE, 1)),
            new UpsampleCase(UpsampleMode.BILINEAR_ALIGNED_CORNERS, new MapShape(1, 7, 7), 3, 3, 480,
                    Setting.plain(Activation.NONE, 1)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static UpsampleCase draw(Draw draw) {
        int channels = draw.channels(1000);
        MapShape in = new MapShape(1, draw.side(30), draw.side(30)).atMost(Effort.units(channels));
        return new UpsampleCase(draw.one(UpsampleMode.values()), draw.map(channels), in.height(), in.width(), channels,
                draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() {
        return List.of(new Layout(new MapShape(shape.batch(), inHeight, inWidth), channels, setting.input()));
    }

    @Override
    public Map<String, Object> attributes() { return Map.of("mode", mode); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        Resize resize = Resize.of(mode, inHeight, inWidth, shape.height(), shape.width());
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.upsample().run(resize,
                inputs.getFirst(), output, begin, end), resize.vertical().upperWeight(),
                resize.horizontal().upperWeight());
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        DoubleResize resize = new DoubleResize(mode, inHeight, inWidth, shape.height(), shape.width());
        Claim.forEach(output(), (number, image, y, x, channel) -> {
            DoubleResize.Value value = resize
                    .at((inY, inX) -> inputs.getFirst()[((image * inHeight + inY) * inWidth
                            + inX) * channels + channel], y, x);
            claim.set(number, value.value(), value.error());
        });
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        Resize resize = Resize.of(mode, inHeight, inWidth, shape.height(), shape.width());
        Claim.forEach(output(), (number, image, y, x, channel) -> result[number] = FloatResize.at(resize,
                (inY, inX) -> inputs.getFirst()[((image * inHeight + inY) * inWidth + inX) * channels + channel], y,
                x));
        return result;
    }
}
