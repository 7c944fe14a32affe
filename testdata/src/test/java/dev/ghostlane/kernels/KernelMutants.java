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
        all.addAll(photos());
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
        String formats = "tensor.WeightFormatTest";
        return List.of(
                mutant("last input channel left out", "ScalarMatrix.multiply", "layout.depth()",
                        "layout.depth() - 1", pointwise),
                mutant("sum of another pixel: stale accumulator", "MatrixTiles.pixels6vectors2",
                        "a51 = v.fma(w1, a51)", "a51 = v.fma(w1, a41)", pointwise).with(AVX2),
                mutant("factor and addend of an fma swapped", "MatrixTiles.pixels6vectors2", "v.fma(w0, a50)",
                        "v.fma(a50, w0)", pointwise).with(AVX2),
                mutant("product and sum rounded apart instead of fma", "MatrixTiles.pixels6vectors2",
                        "v.fma(w0, a50)", "v.mul(w0).add(a50)", pointwise).with(AVX2),
                mutant("last pixels of a block computed beyond its end", "MatrixTiles.pixels6vectors2",
                        "Math.min(next, pixels - 6)", "next", pointwise).with(AVX2),
                mutant("last pixels computed beyond the end, a single vector", "MatrixTiles.pixels6",
                        "Math.min(next, pixels - 6)", "next", pointwise).with(AVX2),
                mutant("last pixels computed beyond the end, tiles of outputs in a row",
                        "VectorMatrix.runPairs", "Math.min(next, pixels - 6)", "next", pointwise).with(AVX2),
                mutant("few outputs: a pixel beyond the end", "MatrixTiles.pixels6partial", "pixels - 1 - pixel",
                        "pixels - pixel", pointwise).with(AVX2),
                mutant("biases taken for a tile's first weights", "MatrixTiles.pixels6pairs", "(depth + 1)", "depth",
                        pointwise).with(AVX2),
                mutant("overlapped last pair of vectors computed as a whole one", "VectorMatrix.pairsSharingPixels",
                        "Math.min(pairs, layout.outputs() / (2 * LANES))", "pairs", pointwise).with(AVX2),
                mutant("pixels left over by sixes forgotten", "VectorMatrix.runPairs",
                        "pixel = pixels - rest; pixel < pixels", "pixel = pixels - rest; pixel < pixels - 1", pointwise)
                        .with(AVX2),
                mutant("pixel stride of the output taken for the channel count", "VectorPointwiseConvolution.run",
                        "output.pixelStride()", "output.channels()", pointwise).with(AVX512),
                mutant("output channel of a tile's last vector off by a vector", "VectorMatrix.runTile",
                        "vectorDistance(layout, tile, 0, vectors - 1)", "(vectors - 1) * LANES", pointwise)
                        .with(AVX512),
                mutant("half vector: the second pixel's outputs from the first one's inputs",
                        "MatrixTiles.pixels8vectors2half", "h3 = even.blend(odd, odds).fma(wh, h3)",
                        "h3 = even.fma(wh, h3)", pointwise).with(AVX512),
                mutant("half vector: last pixels computed beyond the end", "MatrixTiles.pixels14vectors1half",
                        "Math.min(next, pixels - 14)", "next", pointwise).with(AVX512),
                mutant("an output more than half a vector has", "VectorMatrix.endsInHalf", "<= HalfSimd.LANES",
                        "<= HalfSimd.LANES + 1", pointwise).with(AVX512),
                mutant("clamp missing for partly stored vectors", "VectorMatrix.lastVector", "stored, floor",
                        "stored, Float.NEGATIVE_INFINITY", pointwise).with(AVX2),
                mutant("bias forgotten for the last tile", "PackedMatrix.pack", "bias[start + lane]",
                        "tile > 0 && tile == layout.tiles() - 1 ? 0 : bias[start + lane]", pointwise),
                mutant("last vector of outputs does not overlap", "MatrixLayout.start", "Math.max(outputs - lanes, 0)",
                        "vector * lanes", pointwise),
                mutant("kernel rows and columns swapped in packing", "DenseWeights.channelsLast", "(o * taps + tap)",
                        "(o * taps + tap % kernel * kernel + tap / kernel)", dense),
                mutant("padding on one side only", "VectorDenseConvolution.top", "- weights.padding()", "", dense)
                        .with(AVX2),
                mutant("kernel row more at the bottom edge", "VectorDenseConvolution.kernelRows", "input.height()",
                        "input.height() + 1", dense).with(AVX2),
                mutant("weights of a slice's kernel columns off by one channel", "DenseTiles.pixels6vectors2",
                        "columnSteps - run", "columnSteps - run + 1", dense).with(AVX2),
                mutant("stem: weights of the first kernel row at the top edge", "VectorDenseConvolution.stemLine",
                        "bias + skipped", "bias + LANES", dense).with(AVX512),
                mutant("image of the batch not counted", "VectorDenseConvolution.from",
                        "row / output.height() * input.height() + line", "line", dense).with(AVX2),
                mutant("second image reads the first one's input", "VectorFullyConnected.sums", "input.index(image, 0)",
                        "input.index(0, 0)", fully).with(AVX2),
                mutant("second image of two reads the first one's input", "FullyConnectedTiles.images2vectors4",
                        "x1 = x0 + xs", "x1 = x0", fully).with(AVX2),
                mutant("third image's sum of another vector", "FullyConnectedTiles.images3vectors4",
                        "v.fma(u02, a22)", "v.fma(u01, a22)", fully).with(AVX512),
                mutant("last vector of a batch does not overlap", "VectorFullyConnected.several",
                        "matrix.start(first + 3) - matrix.start(first)", "3 * LANES", fully).with(AVX2),
                mutant("tile of three vectors computed as one of four", "VectorFullyConnected.run",
                        "matrix.tileVectors(tile) == 4", "matrix.tileVectors(tile) >= 3", fully).with(AVX512),
                mutant("last vector of a pair of tiles in the wrong place", "FullyConnectedTiles.vectors4and4",
                        "a13.intoArray(y, yLast)", "a13.intoArray(y, yi + 7 * LANES)", fully).with(AVX2),
                mutant("activation left out after the first image", "VectorFullyConnected.activate",
                        "image < output.batch()", "image < 1", fully).with(AVX2),
                mutant("few outputs: stored past their end", "FullyConnectedTiles.vectors4", "indexInRange(0, stored)",
                        "indexInRange(0, stored + 1)", fully).with(AVX2),
                mutant("F16: the sign among the bits of the exponent", "VectorWidening.f16",
                        ".lanewise(AND, Widening.F16_BITS)", "", formats),
                mutant("F16 in the second tile: exponent not made up for", "FullyConnectedTiles.vectors4and4f16",
                        ".mul(Widening.F16_SCALE)", "", formats).with(AVX2).occurrence(5),
                mutant("BF16 taken for F16", "FullyConnectedTiles.vectors4and4bf16",
                        "LSHL, 16", "LSHL, 13", formats).with(AVX512).occurrence(6),
                mutant("F16 of a batch: fraction among the bits of the sign", "FullyConnectedTiles.images2vectors4f16",
                        ".lanewise(AND, Widening.F16_BITS)", "", formats).with(AVX2).occurrence(2),
                mutant("16-bit weights of every tile are the first one's", "PackedMatrix.weightOffset",
                        "layout.firstVector(tile) * layout.lanes() * layout.depth()", "0", formats),
                mutant("tiles widened over each other", "Widening.widen", "base + matrix.tileOffset(tile)",
                        "base + matrix.tileOffset(begin)", formats).with(AVX2),
                mutant("packed BF16 from the lower half", "WeightFormat.narrow", "weights[from + i]) >>> 16",
                        "weights[from + i])", formats),
                mutant("BF16 rounded down", "WeightFormat.narrow", "bits + 0x7fff", "bits", formats));
    }

    private static List<Mutant> depthwise() {
        String depthwise = "depthwise.DepthwiseConvolutionTest";
        String strip = "strip.StripConvolutionTest";
        return List.of(
                mutant("tap off by one", "Kernel3Tiles.rows2columns4", "a01 = v.fma(w02, a01)", "a01 = v.fma(w01, a01)",
                        depthwise).with(AVX2).occurrence(1),
                mutant("last channels left out: missing tail", "Kernel3Tiles.rows2columns4", "next < channels",
                        "next <= end", depthwise).with(AVX2),
                mutant("bottom padding one row early", "VectorDepthwise.kernel3", "y == height - 2", "y >= height - 3",
                        depthwise).with(AVX2),
                mutant("last two rows do not overlap at odd heights", "VectorDepthwise.kernel3",
                        "Math.min(next, end - 2)", "next", depthwise).with(AVX2),
                mutant("stride 2: right edge taken for inside", "Stride2Tiles.columns4kernel3", "first < width - 8",
                        "first <= width - 8", depthwise).with(AVX2),
                mutant("line of the next image at the bottom edge", "VectorDepthwise.stride2line",
                        "Math.min(kernel, input.height() - top)", "kernel", depthwise).with(AVX2),
                mutant("band of lines begins without the line above it", "SlidingDepthwise.band1",
                        "Math.max(begin - image - 1, 0)", "begin - image", depthwise).with(AVX512),
                mutant("last line of a map not stored", "SlidingDepthwise.band1", "end - image == height",
                        "end - image > height", depthwise).with(AVX512),
                mutant("stride 2: right edge with the left one's taps", "SlidingDepthwise.band2", "taps, 0",
                        "taps, channels", depthwise).with(AVX512),
                mutant("height and width of the padding swapped", "ScalarDepthwiseConvolution.taps",
                        "weights.paddingHeight()",
                        "weights.paddingWidth()", depthwise),
                mutant("vertical stride left out", "VectorDepthwise.row", "row % output.height() * stride",
                        "row % output.height()", depthwise).with(AVX2),
                mutant("channel stride of a kernel row wrong", "VectorDepthwise.row",
                        "firstKernelRow * kernelWidth * channels", "firstKernelRow * channels", depthwise).with(AVX2),
                mutant("few channels on half vectors: clamp to zero always", "Activation.floor",
                        "this == RELU ? 0 : Float.NEGATIVE_INFINITY",
                        "this == NONE ? Float.NEGATIVE_INFINITY : 0", depthwise).with(AVX2),
                mutant("axes of the strip swapped", "StripWeights.pack", "axis == Axis.HORIZONTAL",
                        "axis != Axis.HORIZONTAL", strip),
                mutant("strip: second pixel from the edge reads outside", "StripTiles.pixels4strip5", "position >= 2",
                        "position >= 1", strip).with(AVX2),
                mutant("strip: end of the axis one pixel early", "StripTiles.pixels4strip5", "position < length - 5",
                        "position < length - 6", strip).with(AVX2),
                mutant("vertical strip begins at the range, not at the image", "VectorDepthwise.vertical5",
                        "input.index(image, x)", "input.index(begin, x)", strip).with(AVX2));
    }

    private static List<Mutant> pixelByPixel() {
        String gate = "gate.GateTest";
        String upsample = "upsample.UpsampleTest";
        String average = "pool.AveragePoolTest";
        return List.of(
                mutant("gate of the pixel before: run one too long", "VectorGate.activatedRow",
                        "source[end] == source[begin]", "source[end] <= source[begin] + 1 && end < begin + 2", gate)
                        .with(AVX2),
                mutant("in place: last vector read after it was written", "VectorMath.multiply",
                        "end.intoArray(out, to + last)",
                        "FloatVector.fromArray(SPECIES, left, l + last)"
                                + ".mul(FloatVector.fromArray(SPECIES, right, r + last))"
                                + ".intoArray(out, to + last)",
                        gate).with(AVX2),
                mutant("gate's own height used for the input's image", "VectorGate.gateRow", "gate.height()",
                        "output.height()", gate).with(AVX2),
                mutant("weights of the two rows swapped", "VectorMath.bilinear", "wy), top.mul(1 - wy)",
                        "1 - wy), top.mul(wy)", upsample).with(AVX2),
                mutant("nearest index rounded, not floored, at odd sizes", "ResizeAxis.of", "(int) source",
                        "(int) (mode == UpsampleMode.NEAREST ? source + 0.5f : source)", upsample),
                mutant("nearest index by integers, not PyTorch's floats", "ResizeAxis.source",
                        "i * ((float) inputSize / outputSize)", "i * inputSize / outputSize",
                        "upsample.ResizeAxisTest"),
                mutant("half a pixel forgotten", "ResizeAxis.source", "(i + 0.5f) - 0.5f", "i", upsample),
                mutant("aligned corners: output size for output size - 1", "ResizeAxis.source", "(outputSize - 1)",
                        "outputSize", upsample),
                mutant("height and width of the resize swapped", "VectorUpsample.run", "row % output.height()",
                        "row % output.width() % output.height()", upsample).with(AVX2),
                mutant("in place: last vector read after it was written", "VectorAdd.add",
                        "end.intoArray(out, to + last)",
                        "FloatVector.fromArray(SPECIES, left, a + last)"
                                + ".add(FloatVector.fromArray(SPECIES, right, b + last))"
                                + ".intoArray(out, to + last)",
                        "residual.AddTest").with(AVX2),
                mutant("slices of wider maps taken for dense ones", "VectorAdd.run",
                        "&& right.pixelStride() == channels", "", "residual.AddTest").with(AVX2),
                mutant("order of the four additions", "VectorAveragePool.average",
                        "a + inPixel)).add(FloatVector.fromArray(SPECIES, in, a + inRow))",
                        "a + inRow)).add(FloatVector.fromArray(SPECIES, in, a + inPixel))", average).with(AVX2),
                mutant("mask one lane too wide", "VectorAveragePool.narrowRow", "indexInRange(0, channels)",
                        "indexInRange(0, channels + 1)", average).with(AVX2),
                mutant("odd heights: next image begins a row early", "VectorAveragePool.run",
                        "row / output.height() * input.height() + row % output.height() * 2", "row * 2", average)
                        .with(AVX2),
                mutant("row sum not reset", "PoolTiles.averages4", "row3 = zero", "row3 = sum3",
                        "pool.GlobalAveragePoolTest").with(AVX2),
                mutant("divided by the height squared", "GlobalAveragePool.run", "input.height() * input.width()",
                        "input.height() * input.height()", "pool.GlobalAveragePoolTest").with(AVX2));
    }

    private static List<Mutant> photos() {
        String dct = "jpeg.InverseDctTest";
        String colour = "jpeg.ColourConversionTest";
        String horizontal = "resample.HorizontalResamplingTest";
        String vertical = "resample.VerticalResamplingTest";
        String unfiltering = "png.UnfilteringTest";
        String columns = "png.BandColumnsTest";
        return List.of(
                mutant("results of the first pass wrap, not saturate", "ScalarInverseDct.clip",
                        "Math.min(Math.max(value, least), most)", "(least == 0 ? Math.clamp(value, 0, 255) : value)",
                        dct),
                mutant("a column beyond the extent's bits is left out", "ScalarInverseDct.reach",
                        "2 * Integer.highestOneBit(numbers)", "Integer.highestOneBit(numbers)", dct),
                mutant("a block of row 0 alone saturates, too", "VectorInverseDct.overflows",
                        "value << 2 != (short) (value << 2)", "false", dct).with(AVX512),
                mutant("the lower average by the upper quantiser", "VectorInverseDct.flat", "quantisers[8]",
                        "quantisers[0]", dct).with(AVX512),
                mutant("coefficients are left for the next blocks", "InverseDctTiles.columns",
                        "intoArray(coefficients, from + 112)", "intoArray(coefficients, from + 96)", dct).with(AVX2),
                mutant("columns of the right half swapped", "TileTransposition.run", "high.selectFrom(b3, b7)",
                        "low.selectFrom(b3, b7)", dct).with(AVX512),
                mutant("four rows go to the wrong half of a column", "TileTransposition.run",
                        "LANES == 4 ? 4 : 16", "LANES == 4 ? 8 : 16", dct).with("-Dghostlane.vectorBits=128"),
                mutant("nearer row counted twice, not three times", "VectorChromaUpsampling.pick",
                        "row.mul((short) 3)", "row.mul((short) 2)", "jpeg.ChromaRowsTest").with(AVX512),
                mutant("rows above and below rounded alike", "VectorChromaUpsampling.round", "compare(GE",
                        "compare(LT", "jpeg.ChromaRowsTest").with(AVX512),
                mutant("left neighbour taken for the right one", "VectorChromaUpsampling.triangle", "from + i + 16",
                        "from + i - 16", "jpeg.ChromaColumnsTest").with(AVX512),
                mutant("carry of the lower 8 bits lost", "VectorColourConversion.differences",
                        "cr.mul((short) 233)).lanewise(ASHR, 8)", "cr.mul((short) 0)).lanewise(ASHR, 8)", colour)
                        .with(AVX512),
                mutant("the upper rows' pixels in the lower ones", "VectorRgbRows.run", "row % 8 * 16 + row / 8 * 8",
                        "row % 8 * 16", "jpeg.RgbRowsTest").with(AVX512),
                mutant("a vector of bytes in the place of three quarters", "VectorRgbRows.last", "to + PIXELS",
                        "to + 2 * PIXELS", "jpeg.RgbRowsTest").with(AVX2),
                mutant("pixels that are no whole tile left out", "VectorRgbRows.run", "i < columns; i++",
                        "i < columns - 1; i++", "jpeg.RgbRowsTest").with(AVX512),
                mutant("last odd column forgotten", "VectorColourConversion.run", "length, 16 * columns, red",
                        "16 * columns, 16 * columns, red", colour).with(AVX512),
                mutant("a weight too few", "VectorHorizontalResampling.run", "tap < end", "tap < end - 1", horizontal)
                        .with(AVX512),
                mutant("columns that are no sixteen are not transposed", "VectorHorizontalResampling.rows",
                        "input, from, whole, length", "input, from, length, length", "resample.BandRowsTest")
                        .with(AVX512),
                mutant("ring does not begin again", "VectorVerticalResampling.run", "at < rows * length ? 0 : rows",
                        "at < rows * length ? 0 : 0", vertical).with(AVX512),
                mutant("last vectors do not overlap", "VectorVerticalResampling.run",
                        "Math.min(i, length - 3 * LANES)", "Math.max(0, i - 3 * LANES)", vertical).with(AVX512),
                mutant("colours do not come round", "VectorPixelNormalisation.run", "deviation, i % PATTERN",
                        "deviation, 0", "resample.PixelNormalisationTest").with(AVX512),
                mutant("left neighbours are those of the byte, not of the pixel", "ScalarUnfiltering.row",
                        "data[i] += data[i - bytesPerPixel]", "data[i] += data[i - 1]", unfiltering),
                mutant("average rounded up", "ScalarUnfiltering.row", "(data[i - above] & 0xff) >> 1);",
                        "(data[i - above] & 0xff) + 1 >> 1);", unfiltering).occurrence(1),
                mutant("of equally near neighbours the second", "ScalarUnfiltering.paeth", "fromA <= fromC",
                        "fromA < fromC", unfiltering),
                mutant("a wave's last row begins with what is before its pixels", "VectorUnfiltering.begin",
                        "row == ROWS - 1", "row == ROWS", unfiltering).with(AVX512),
                mutant("corner at the right left out", "VectorUnfiltering.wave", "(end - row) * bytesPerPixel",
                        "end * bytesPerPixel", unfiltering).with(AVX512),
                mutant("a row reads the one above it a step late", "VectorUnfiltering.steps", "selectFrom(a,",
                        "selectFrom(c,", unfiltering).with(AVX512),
                mutant("rows on their way back swapped", "VectorUnfiltering.back", "low.selectFrom(b1, b3)",
                        "high.selectFrom(b1, b3)", unfiltering).with(AVX512),
                mutant("columns of a half vector's second bytes twice", "VectorBandColumns.run", "at + 12 * half + 4",
                        "at + 12 * half", columns).with("-Dghostlane.vectorBits=128"),
                mutant("columns that are no eight are not made", "VectorBandColumns.run", "stride, whole, columns",
                        "stride, columns, columns", columns).with(AVX512));
    }

    private static List<Mutant> functions() {
        String softmax = "softmax.SoftmaxTest";
        String activation = "activation.ActivationMapTest";
        String fma = "internal.FusedMultiplyAddTest";
        return List.of(
                mutant("largest channel not subtracted", "VectorSoftmax.run", "from, largest", "from, 0", softmax)
                        .with(AVX2),
                mutant("last lanes not divided", "VectorReduction.divide", "c < count", "c < count - 1", softmax)
                        .with(AVX2),
                mutant("partial sums added in another order", "ScalarReduction.PARTS", "16", "8", softmax),
                mutant("-0 kept by the ReLU", "VectorMath.relu", "x.compare(LE, 0)", "x.compare(LT, 0)", activation)
                        .with(AVX2),
                mutant("NaN turned to 6 by the hard sigmoid", "VectorMath.hardSigmoid", "x.compare(GE, 6)",
                        "x.compare(LT, 6).not()", activation).with(AVX2),
                mutant("sigmoid's tail left as it is", "VectorMath.sigmoid", "ScalarMath.sigmoid(in[from + i])",
                        "in[from + i]", activation).with(AVX2),
                mutant("sigmoid of negative numbers mirrored", "VectorMath.sigmoid", "value.compare(LT, 0)",
                        "value.compare(LT, -1)", activation).with(AVX2),
                mutant("low part of ln 2 with the wrong sign", "ScalarMath.exp", "-LN2_LOW", "LN2_LOW",
                        "activation.ExponentialErrorTest"),
                mutant("halves of subnormal floats not seen", "FusedMultiplyAdd.software",
                        "&& Math.abs(rounded) > Float.MIN_NORMAL", "", fma),
                mutant("subnormal sums that round to a normal float", "FusedMultiplyAdd.software", "> Float.MIN_NORMAL",
                        ">= Float.MIN_NORMAL", fma),
                mutant("what a negative sum lost on the wrong side", "FusedMultiplyAdd.toOdd", "lost > 0 == sum > 0",
                        "lost > 0", fma),
                mutant("rounded twice, to double and to float", "FusedMultiplyAdd.toOdd", "exact ||", "true ||", fma),
                mutant("lost bits of the smaller addend only", "FusedMultiplyAdd.toOdd",
                        "product - (sum - added) + (c - added)", "c - added", fma));
    }

    private static Mutant mutant(String bug, String place, String find, String replace, String suite) {
        return Mutant.of(bug, "kernels", place, find, replace, "dev.ghostlane.kernels." + suite);
    }
}
