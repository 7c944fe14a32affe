package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.activation.Activation;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shape of one operation of a network, as a benchmark's parameter writes it:
///
///     INPUT [KHxKW[sSTRIDE]] [by HxW] [to OUTPUT] [beside] [ACTIVATION]
///
/// `112x112x8of16 3x3 to 112x112x8of16 beside relu`, for example, is a 3×3 convolution of 8 channels that are the
/// first half of a map of 16, into the second half of the same map, with a ReLU; `56x56x48 by 28x28` gates
/// a map of 48 channels by one of half its size. Without `to` the output has the input's size.
///
/// @param input size of the input
/// @param kernelHeight height of the kernel, 1 if there is none
/// @param kernelWidth width of the kernel, 1 if there is none
/// @param stride step of the kernel
/// @param gateHeight height of the second input, 0 if there is none
/// @param gateWidth width of the second input, 0 if there is none
/// @param output size of the output
/// @param beside whether the output lies after the input's channels in the same map, as in a ghost module
/// @param activation what ends the operation
public record OpShape(MapSize input, int kernelHeight, int kernelWidth, int stride, int gateHeight, int gateWidth,
        MapSize output, boolean beside, Activation activation) {

    private static final String MAP = "(\\d+)x(\\d+)x(\\d+)(?:of(\\d+))?";
    private static final Pattern NOTATION = Pattern.compile(MAP + "(?: (\\d+)x(\\d+)(?:s(\\d+))?)?"
            + "(?: by (\\d+)x(\\d+))?(?: to " + MAP + ")?( beside)?(?: ([a-z_]+))?");

    /// @throws IllegalArgumentException if the maps are said to be one but cannot be
    public OpShape {
        if (beside && (input.span() != output.span()
                || input.channels() + output.channels() > input.pixelStride())) {
            throw new IllegalArgumentException(output + " does not fit beside " + input);
        }
    }

    /// An operation without kernel, second input and activation.
    public static OpShape of(MapSize input, MapSize output) {
        return new OpShape(input, 1, 1, 1, 0, 0, output, false, Activation.NONE);
    }

    /// This operation with a kernel.
    public OpShape withKernel(int height, int width, int stride) {
        return new OpShape(input, height, width, stride, gateHeight, gateWidth, output, beside, activation);
    }

    /// This operation with a second input.
    public OpShape withGate(int height, int width) {
        return new OpShape(input, kernelHeight, kernelWidth, stride, height, width, output, beside, activation);
    }

    /// This operation with its output in the input's map.
    public OpShape withOutputBeside(boolean beside) {
        return new OpShape(input, kernelHeight, kernelWidth, stride, gateHeight, gateWidth, output, beside,
                activation);
    }

    /// This operation with an activation at its end.
    public OpShape withActivation(Activation activation) {
        return new OpShape(input, kernelHeight, kernelWidth, stride, gateHeight, gateWidth, output, beside,
                activation);
    }

    /// Reads the notation.
    ///
    /// @throws IllegalArgumentException if the text does not follow it
    public static OpShape parse(String text) {
        Matcher m = NOTATION.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("not a shape: '" + text
                    + "'; expected INPUT [KHxKW[sSTRIDE]] [by HxW] [to OUTPUT] [beside] [ACTIVATION]");
        }
        MapSize input = map(m, 1);
        MapSize output = m.group(10) == null ? input : map(m, 10);
        return OpShape.of(input, output).withKernel(number(m, 5, 1), number(m, 6, 1), number(m, 7, 1))
                .withGate(number(m, 8, 0), number(m, 9, 0)).withOutputBeside(m.group(14) != null)
                .withActivation(m.group(15) == null
                        ? Activation.NONE
                        : Activation.valueOf(m.group(15).toUpperCase(Locale.ROOT)));
    }

    /// The notation that [#parse] reads.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(input.toString());
        if (kernelHeight > 1 || kernelWidth > 1 || stride > 1) {
            text.append(' ').append(kernelHeight).append('x').append(kernelWidth);
        }
        if (stride > 1) {
            text.append('s').append(stride);
        }
        if (gateHeight > 0) {
            text.append(" by ").append(gateHeight).append('x').append(gateWidth);
        }
        if (!output.equals(input)) {
            text.append(" to ").append(output);
        }
        if (beside) {
            text.append(" beside");
        }
        if (activation != Activation.NONE) {
            text.append(' ').append(activation.name().toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    private static MapSize map(Matcher m, int group) {
        int channels = number(m, group + 2, 0);
        return new MapSize(number(m, group, 0), number(m, group + 1, 0), channels,
                number(m, group + 3, channels));
    }

    private static int number(Matcher m, int group, int absent) {
        return m.group(group) == null ? absent : Integer.parseInt(m.group(group));
    }
}
