package dev.ghostlane.kernels;

import dev.ghostlane.testdata.mutation.Mutant;
import java.util.ArrayList;
import java.util.List;

/// Bugs that a kernel could have, in every family.
final class KernelMutants {

    /// The registers and vectors of most CPUs, so that bugs in the kernels for them are run on any.
    private static final String[] AVX2 = {"-Dghostlane.vectorBits=256", "-Dghostlane.vectorRegisters=16"};

    private static final String[] AVX512 = {"-Dghostlane.vectorBits=512", "-Dghostlane.vectorRegisters=32"};

    private KernelMutants() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        all.addAll(matrices());
        all.addAll(depthwise());
        all.addAll(pixelByPixel());
        all.addAll(functions());
        return all;
    }

    /// A few of different families, for every build.
    static List<Mutant> some() {
        return List.of(matrices().get(0), depthwise().get(0), pixelByPixel().get(0), functions().get(0));
    }

    private static List<Mutant> matrices() {
        String pointwise = "pointwise.PointwiseConvolutionTest";
        String dense = "dense.DenseConvolutionTest";
        String fully = "fullyconnected.FullyConnectedTest";
        return List.of(
                mutant("last input channel left out", "pointwise/ScalarPointwiseConvolution",
                        "0, matrix.depth(), input", "0, matrix.depth() - 1, input", pointwise),
                mutant("sum of another pixel: stale accumulator", "internal/matrix/PointwiseTiles",
                        "a51 = v.fma(w1, a51);\n            }\n            a00.blend(low, a00.compare(LE, low)).intoArray(y, to);",
                        "a51 = v.fma(w1, a41);\n            }\n            a00.blend(low, a00.compare(LE, low)).intoArray(y, to);",
                        pointwise).with(AVX2),
                mutant("factor and addend of an fma swapped", "internal/matrix/PointwiseTiles",
                        "a50 = v.fma(w0, a50);\n                a51 = v.fma(w1, a51);\n            }\n            a00.blend",
                        "a50 = v.fma(a50, w0);\n                a51 = v.fma(w1, a51);\n            }\n            a00.blend",
                        pointwise)
                        .with(AVX2),
                mutant("product and sum rounded apart instead of fma", "internal/matrix/PointwiseTiles",
                        "a50 = v.fma(w0, a50);\n                a51 = v.fma(w1, a51);\n            }\n            a00.blend",
                        "a50 = v.mul(w0).add(a50);\n                a51 = v.fma(w1, a51);\n            }\n            a00.blend",
                        pointwise).with(AVX2),
                mutant("last pixels of a block computed beyond its end", "internal/matrix/PointwiseTiles",
                        "wi + 2 * LANES;\n        for (int next = 0; next < pixels; next += 6) {\n            int pixel = Math.min(next, pixels - 6);",
                        "wi + 2 * LANES;\n        for (int next = 0; next < pixels; next += 6) {\n            int pixel = next;",
                        pointwise).with(AVX2),
                mutant("last pixels computed beyond the end, a single vector", "internal/matrix/PointwiseTiles",
                        "wi + LANES;\n        for (int next = 0; next < pixels; next += 6) {\n            int pixel = Math.min(next, pixels - 6);",
                        "wi + LANES;\n        for (int next = 0; next < pixels; next += 6) {\n            int pixel = next;",
                        pointwise).with(AVX2),
                mutant("last pixels computed beyond the end, tiles of outputs in a row",
                        "internal/matrix/VectorMatrix",
                        "int pixel = Math.min(next, pixels - 6);", "int pixel = next;", pointwise).with(AVX2),
                mutant("few outputs: a pixel beyond the end", "internal/matrix/PointwiseTiles",
                        "int last = Math.min(5, pixels - 1 - pixel);", "int last = Math.min(5, pixels - pixel);",
                        pointwise).with(AVX2),
                mutant("biases taken for a tile's first weights", "internal/matrix/PointwiseTiles",
                        "int tile = wi + pair * 2 * LANES * (depth + 1);", "int tile = wi + pair * 2 * LANES * depth;",
                        pointwise).with(AVX2),
                mutant("overlapped last pair of vectors computed as a whole one",
                        "internal/matrix/VectorMatrix",
                        "Math.min(pairs, layout.outputs() / (2 * LANES)) : 0", "pairs : 0", pointwise).with(AVX2),
                mutant("pixels left over by sixes forgotten", "internal/matrix/VectorMatrix",
                        "for (int pixel = pixels - rest; pixel < pixels; pixel++) {",
                        "for (int pixel = pixels - rest; pixel < pixels - 1; pixel++) {", pointwise).with(AVX2),
                mutant("pixel stride of the output taken for the channel count", "pointwise/VectorPointwiseConvolution",
                        "output.pixelStride(), (rowEnd", "output.channels(), (rowEnd", pointwise).with(AVX512),
                mutant("output channel of a tile's last vector off by a vector", "internal/matrix/VectorMatrix",
                        "int last = apart(layout, tile, 0, vectors - 1);",
                        "int last = (vectors - 1) * LANES;", pointwise).with(AVX512),
                mutant("clamp missing for partly stored vectors", "internal/matrix/VectorMatrix",
                        "ys, pixels, stored, floor);", "ys, pixels, stored, Float.NEGATIVE_INFINITY);", pointwise)
                        .with(AVX2),
                mutant("bias forgotten for the last tile", "tensor/PackedMatrix",
                        "data[at] = bias[start + lane];",
                        "data[at] = tile > 0 && tile == layout.tiles() - 1 ? 0 : bias[start + lane];",
                        pointwise),
                mutant("last vector of outputs does not overlap", "tensor/MatrixLayout",
                        "return vector == vectors - 1 ? Math.max(outputs - lanes, 0) : vector * lanes;",
                        "return vector * lanes;", pointwise),
                mutant("kernel rows and columns swapped in packing", "dense/DenseWeights",
                        "result[(o * taps + tap) * inChannels + c] =",
                        "result[(o * taps + tap % kernel * kernel + tap / kernel) * inChannels + c] =", dense),
                mutant("padding on one side only", "dense/VectorDenseConvolution",
                        "return row % output.height() * weights.stride() - weights.padding();",
                        "return row % output.height() * weights.stride();", dense).with(AVX2),
                mutant("kernel row more at the bottom edge", "dense/VectorDenseConvolution",
                        "return Math.min(weights.kernel(), input.height() - top(weights, output, row))",
                        "return Math.min(weights.kernel(), input.height() + 1 - top(weights, output, row))", dense)
                        .with(AVX2),
                mutant("weights of a slice's kernel columns off by one channel", "dense/DenseTiles",
                        "weights += (columnSteps - run) * step;", "weights += (columnSteps - run + 1) * step;", dense)
                        .with(AVX2),
                mutant("stem: weights of the first kernel row at the top edge", "dense/VectorDenseConvolution",
                        "bias, bias + skipped, input", "bias, bias + LANES, input", dense).with(AVX512),
                mutant("image of the batch not counted", "dense/VectorDenseConvolution",
                        "input.index(row / output.height() * input.height() + line, column)",
                        "input.index(line, column)", dense).with(AVX2),
                mutant("second image reads the first one's input", "fullyconnected/VectorFullyConnected",
                        "int from = input.index(image, 0);", "int from = input.index(0, 0);", fully).with(AVX2),
                mutant("last vector of a pair of tiles in the wrong place", "fullyconnected/VectorFullyConnected",
                        "b3.intoArray(y, yLast);", "b3.intoArray(y, yi + 7 * LANES);", fully).with(AVX2),
                mutant("activation left out after the first image", "fullyconnected/VectorFullyConnected",
                        "if (activation != Activation.NONE) {", "if (activation != Activation.NONE && image == 0) {",
                        fully)
                        .with(AVX2),
                mutant("few outputs: stored past their end", "fullyconnected/VectorFullyConnected",
                        "a0.intoArray(y, y0, SPECIES.indexInRange(0, stored));",
                        "a0.intoArray(y, y0, SPECIES.indexInRange(0, stored + 1));", fully).with(AVX2));
    }

    private static List<Mutant> depthwise() {
        String depthwise = "depthwise.DepthwiseConvolutionTest";
        String strip = "strip.StripConvolutionTest";
        return List.of(
                mutant("tap off by one", "depthwise/Kernel3Tiles",
                        "a01 = v.fma(w02, a01);\n                    a02 = v.fma(w01, a02);\n                    a03 = v.fma(w00, a03);\n                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);\n                    a02 = v.fma(w02, a02);\n                    a03 = v.fma(w01, a03);\n                    if (!right) {\n                        v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);\n                        a03 = v.fma(w02, a03);\n                    }\n                }\n                {",
                        "a01 = v.fma(w01, a01);\n                    a02 = v.fma(w01, a02);\n                    a03 = v.fma(w00, a03);\n                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);\n                    a02 = v.fma(w02, a02);\n                    a03 = v.fma(w01, a03);\n                    if (!right) {\n                        v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);\n                        a03 = v.fma(w02, a03);\n                    }\n                }\n                {",
                        depthwise).with(AVX2),
                mutant("last channels left out: missing tail", "depthwise/Kernel3Tiles",
                        "for (int next = 0; next < channels; next += LANES) {\n            int c = Math.min(next, end);",
                        "for (int next = 0; next <= end; next += LANES) {\n            int c = Math.min(next, end);",
                        depthwise).with(AVX2),
                mutant("bottom padding one row early", "depthwise/VectorDepthwise",
                        "y == height - 2, output.data()", "y >= height - 3, output.data()", depthwise).with(AVX2),
                mutant("last two rows do not overlap at odd heights", "depthwise/VectorDepthwise",
                        "int row = Math.min(next, end - 2);\n            int y", "int row = next;\n            int y",
                        depthwise)
                        .with(AVX2),
                mutant("stride 2: right edge taken for inside", "depthwise/Stride2Tiles",
                        "if (first < width - 8) {\n                        v = FloatVector.fromArray(SPECIES, x, i + 8 * xs);\n                        a3 = v.fma(w2, a3);",
                        "if (first <= width - 8) {\n                        v = FloatVector.fromArray(SPECIES, x, i + 8 * xs);\n                        a3 = v.fma(w2, a3);",
                        depthwise).with(AVX2),
                mutant("line of the next image at the bottom edge", "depthwise/VectorDepthwise",
                        "int kyEnd = Math.min(kernel, input.height() - top);", "int kyEnd = kernel;", depthwise)
                        .with(AVX2),
                mutant("band of lines begins without the line above it", "depthwise/SlidingDepthwise",
                        "int first = Math.max(begin - image - 1, 0);", "int first = begin - image;", depthwise)
                        .with(AVX512),
                mutant("last line of a map not stored", "depthwise/SlidingDepthwise",
                        "boolean bottom = end - image == height;", "boolean bottom = end - image > height;", depthwise)
                        .with(AVX512),
                mutant("stride 2: right edge with the left one's taps", "depthwise/SlidingDepthwise",
                        "SlidingStride2Tiles.edge(channels, taps, 0,",
                        "SlidingStride2Tiles.edge(channels, taps, channels,",
                        depthwise).with(AVX512),
                mutant("height and width of the padding swapped", "depthwise/ScalarDepthwiseConvolution",
                        "weights.stride() - weights.paddingHeight();", "weights.stride() - weights.paddingWidth();",
                        depthwise),
                mutant("vertical stride left out", "depthwise/VectorDepthwise",
                        "int top = row % output.height() * stride - weights.paddingHeight();",
                        "int top = row % output.height() - weights.paddingHeight();", depthwise).with(AVX2),
                mutant("channel stride of a kernel row wrong", "depthwise/VectorDepthwise",
                        "int tap = firstKernelRow * kernelWidth * channels;", "int tap = firstKernelRow * channels;",
                        depthwise)
                        .with(AVX2),
                mutant("few channels on half vectors: clamp to zero always", "activation/Activation",
                        "return this == RELU ? 0 : Float.NEGATIVE_INFINITY;",
                        "return this == NONE ? Float.NEGATIVE_INFINITY : 0;", depthwise).with(AVX2),
                mutant("axes of the strip swapped", "strip/StripWeights",
                        "DepthwiseWeights.pack(channels, horizontal ? 1 : length,\n                horizontal ? length : 1, 1, horizontal ? 0 : length / 2, horizontal ? length / 2 : 0,",
                        "DepthwiseWeights.pack(channels, horizontal ? length : 1,\n                horizontal ? 1 : length, 1, horizontal ? length / 2 : 0, horizontal ? 0 : length / 2,",
                        strip),
                mutant("strip: second pixel from the edge reads outside", "depthwise/StripTiles",
                        "if (position >= 2) {", "if (position >= 1) {", strip).with(AVX2),
                mutant("strip: end of the axis one pixel early", "depthwise/StripTiles",
                        "if (position < length - 5) {", "if (position < length - 6) {", strip).with(AVX2),
                mutant("vertical strip begins at the range, not at the image", "depthwise/VectorDepthwise",
                        "height, begin - image,\n                    end - image, input.data(), input.index(image, x)",
                        "height, begin - image,\n                    end - image, input.data(), input.index(begin, x)",
                        strip)
                        .with(AVX2));
    }

    private static List<Mutant> pixelByPixel() {
        return List.of(
                mutant("gate of the pixel before: run one too long", "gate/VectorGate",
                        "while (end < width && source[end] == source[begin]) {",
                        "while (end < width && source[end] <= source[begin] + 1 && end < begin + 2) {", "gate.GateTest")
                        .with(AVX2),
                mutant("in place: last vector read after it was written", "internal/VectorMath",
                        "                    .intoArray(out, to + i);\n        }\n        end.intoArray(out, to + last);",
                        "                    .intoArray(out, to + i);\n        }\n        end = FloatVector.fromArray(SPECIES, left, l + last)\n                .mul(FloatVector.fromArray(SPECIES, right, r + last));\n        end.intoArray(out, to + last);",
                        "gate.GateTest").with(AVX2),
                mutant("gate's own height used for the input's image", "gate/VectorGate",
                        "return row / output.height() * gate.height() +",
                        "return row / output.height() * output.height() +",
                        "gate.GateTest").with(AVX2),
                mutant("weights of the two rows swapped", "internal/VectorMath",
                        "bottom.fma(FloatVector.broadcast(SPECIES, wy), top.mul(1 - wy))",
                        "bottom.fma(FloatVector.broadcast(SPECIES, 1 - wy), top.mul(wy))", "upsample.UpsampleTest")
                        .with(AVX2),
                mutant("nearest index rounded, not floored, at odd sizes", "upsample/ResizeAxis",
                        "lower[i] = Math.min((int) source, inputSize - 1);",
                        "lower[i] = Math.min((int) (mode == UpsampleMode.NEAREST ? source + 0.5f : source), inputSize - 1);",
                        "upsample.UpsampleTest"),
                mutant("nearest index by integers, not PyTorch's floats", "upsample/ResizeAxis",
                        "case NEAREST -> i * ((float) inputSize / outputSize);",
                        "case NEAREST -> i * inputSize / outputSize;", "upsample.ResizeAxisTest"),
                mutant("half a pixel forgotten", "upsample/ResizeAxis", "(i + 0.5f) - 0.5f", "i",
                        "upsample.UpsampleTest"),
                mutant("aligned corners: output size for output size - 1", "upsample/ResizeAxis",
                        "i * ((float) (inputSize - 1) / (outputSize - 1))",
                        "i * ((float) (inputSize - 1) / outputSize)",
                        "upsample.UpsampleTest"),
                mutant("height and width of the resize swapped", "upsample/VectorUpsample",
                        "int y = row % output.height();", "int y = row % output.width() % output.height();",
                        "upsample.UpsampleTest")
                        .with(AVX2),
                mutant("in place: last vector read after it was written", "residual/VectorAdd",
                        "        end.intoArray(out, to + last);",
                        "        end = FloatVector.fromArray(SPECIES, left, a + last)\n                .add(FloatVector.fromArray(SPECIES, right, b + last));\n        end.intoArray(out, to + last);",
                        "residual.AddTest").with(AVX2),
                mutant("slices of wider maps taken for dense ones", "residual/VectorAdd",
                        "boolean dense = left.pixelStride() == channels && right.pixelStride() == channels",
                        "boolean dense = left.pixelStride() == channels", "residual.AddTest").with(AVX2),
                mutant("order of the four additions", "pool/VectorAveragePool",
                        ".add(FloatVector.fromArray(SPECIES, in, a + inPixel))\n                .add(FloatVector.fromArray(SPECIES, in, a + inRow))",
                        ".add(FloatVector.fromArray(SPECIES, in, a + inRow))\n                .add(FloatVector.fromArray(SPECIES, in, a + inPixel))",
                        "pool.AveragePoolTest").with(AVX2),
                mutant("mask one lane too wide", "pool/VectorAveragePool", "SPECIES.indexInRange(0, channels)",
                        "SPECIES.indexInRange(0, channels + 1)", "pool.AveragePoolTest").with(AVX2),
                mutant("odd heights: next image begins a row early", "pool/VectorAveragePool",
                        "int inRow = row / output.height() * input.height() + row % output.height() * 2;",
                        "int inRow = row * 2;", "pool.AveragePoolTest").with(AVX2),
                mutant("row sum not reset", "pool/VectorGlobalAveragePool", "            FloatVector row3 = zero;",
                        "            FloatVector row3 = sum3;", "pool.GlobalAveragePoolTest").with(AVX2),
                mutant("divided by the height squared", "pool/VectorGlobalAveragePool",
                        "float pixels = height * width;",
                        "float pixels = height * height;", "pool.GlobalAveragePoolTest").with(AVX2));
    }

    private static List<Mutant> functions() {
        return List.of(
                mutant("largest channel not subtracted", "softmax/VectorSoftmax",
                        "VectorMath.exp(input.data(), from, largest,", "VectorMath.exp(input.data(), from, 0,",
                        "softmax.SoftmaxTest").with(AVX2),
                mutant("last lanes not divided", "internal/VectorReduction",
                        "for (; c < count; c++) {", "for (; c < count - 1; c++) {", "softmax.SoftmaxTest").with(AVX2),
                mutant("partial sums added in another order", "internal/ScalarReduction", "PARTS = 16",
                        "PARTS = 8",
                        "softmax.SoftmaxTest"),
                mutant("-0 kept by the ReLU", "internal/VectorMath",
                        "VECTOR.cast(x.blend(0, x.compare(LE, 0)))", "VECTOR.cast(x.blend(0, x.compare(LT, 0)))",
                        "activation.ActivationMapTest")
                        .with(AVX2),
                mutant("NaN turned to 6 by the hard sigmoid", "internal/VectorMath",
                        "x.blend(6, x.compare(GE, 6)).div(6)", "x.blend(6, x.compare(LT, 6).not()).div(6)",
                        "activation.ActivationMapTest").with(AVX2),
                mutant("sigmoid's tail left as it is", "internal/VectorMath",
                        "for (; i < length; i++) {\n            out[to + i] = ScalarMath.sigmoid(in[from + i]);",
                        "for (; i < length; i++) {\n            out[to + i] = in[from + i];",
                        "activation.ActivationMapTest")
                        .with(AVX2),
                mutant("sigmoid of negative numbers mirrored", "internal/VectorMath",
                        "blend(e, value.compare(LT, 0))", "blend(e, value.compare(LT, -1))",
                        "activation.ActivationMapTest")
                        .with(AVX2),
                mutant("low part of ln 2 with the wrong sign", "internal/ScalarMath",
                        "r = Math.fma(n, -LN2_LOW, r);", "r = Math.fma(n, LN2_LOW, r);",
                        "activation.ExponentialErrorTest"));
    }

    private static Mutant mutant(String bug, String file, String find, String replace, String suite) {
        return Mutant.of(bug, "kernels/src/main/java/dev/ghostlane/kernels/" + file + ".java", find, replace,
                "dev.ghostlane.kernels." + suite);
    }
}
