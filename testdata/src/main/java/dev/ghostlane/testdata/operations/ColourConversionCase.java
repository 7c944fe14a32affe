package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.jpeg.ColourSpace;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A conversion of colours: [dev.ghostlane.kernels.jpeg.ColourConversion].
///
/// @param batch number of images
/// @param columns of a band; those of the output are red, green and blue
/// @param space what the components mean
/// @param setting placements, activation, contents and seed
public record ColourConversionCase(int batch, int columns, ColourSpace space, Setting setting) implements KernelCase {

    /// Cases of the size of a photo.
    public static final List<ColourConversionCase> NETWORK = List.of(
            new ColourConversionCase(1, 500, ColourSpace.YCC, Setting.plain(Activation.NONE, 1)));

    /// Draws a case.
    ///
    /// @param draw makes the choices
    /// @return the case
    public static ColourConversionCase draw(Draw draw) {
        return new ColourConversionCase(draw.one(1, 1, 2), draw.between(1, 70), draw.one(ColourSpace.values()),
                draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() {
        return IntStream.range(0, space.components())
                .mapToObj(_ -> new Layout(Samples.band(batch, columns), 16, setting.input())).toList();
    }

    @Override
    public Layout output() { return new Layout(Samples.band(batch, columns), 48, setting.output()); }

    @Override
    public List<float[]> contents() {
        return IntStream.range(0, space.components())
                .mapToObj(i -> Samples.of(setting, i, batch * columns * 16, 0, 255)).toList();
    }

    @Override
    public Map<String, Object> attributes() { return Map.of("space", space); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.whole((inputs, output) -> {
            for (int image = 0; image < output.batch(); image++) {
                run(kernels, inputs, output, image);
            }
        });
    }

    private void run(Kernels kernels, List<FeatureMap> inputs, FeatureMap output, int image) {
        short[][] components = new short[inputs.size()][];
        int[] from = new int[inputs.size()];
        for (int i = 0; i < from.length; i++) {
            components[i] = Samples.guarded(inputs.get(i), image);
            from[i] = Samples.GUARD;
        }
        short[][] colours = new short[3][];
        for (int i = 0; i < 3; i++) {
            colours[i] = Samples.guarded(16 * columns);
        }
        kernels.colourConversion().run(space, components, from, columns, colours[0], colours[1], colours[2],
                Samples.GUARD);
        for (int i = 0; i < from.length; i++) {
            Samples.requireSame(Samples.guarded(inputs.get(i), image), components[i]);
        }
        short[] result = Samples.guarded(48 * columns);
        for (int i = 0; i < 48 * columns; i++) {
            result[Samples.GUARD + i] = colours[i / 16 % 3][Samples.GUARD + i / 48 * 16 + i % 16];
        }
        for (short[] colour : colours) {
            Samples.requireGuards(colour);
        }
        Samples.store(result, output, image);
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    /// In double, exact but for the rounding.
    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            int at = i / 48 * 16 + i % 16;
            int colour = i / 16 % 3;
            double light = switch (space) {
                case GRAY -> inputs.getFirst()[at];
                case RGB -> inputs.get(colour)[at];
                case CMYK -> 255 - inputs.get(colour)[at];
                default -> Math.clamp(inputs.getFirst()[at]
                        + Math.floor(difference(colour, inputs.get(1)[at] - 128, inputs.get(2)[at] - 128) + 0.5), 0,
                        255);
            };
            if (space.components() == 4) {
                double black = inputs.get(3)[at];
                // No product of two bytes divided by 255 ends in .5.
                light = black - Math.rint(light * black / 255);
            }
            result[i] = (float) light;
        }
        return result;
    }

    private static double difference(int colour, double cb, double cr) {
        return (colour == 0 ? 91881 * cr : colour == 1 ? -22554 * cb - 46802 * cr : 116130 * cb) / 65536;
    }
}
