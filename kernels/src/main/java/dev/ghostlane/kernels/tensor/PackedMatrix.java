package dev.ghostlane.kernels.tensor;

/// The weights of a matrix-like operation (1×1 convolution, dense convolution, fully connected layer),
/// packed as [MatrixLayout] says.
///
/// @param layout where each weight lies
/// @param format how each weight lies there
/// @param data the biases, and with [WeightFormat#F32] the weights, at their places; shared, not to be changed
/// @param halves the weights of a 16-bit format, one tile after the other, otherwise empty; shared, not to be changed
public record PackedMatrix(MatrixLayout layout, WeightFormat format, float[] data, short[] halves) {

    /// Packs a row-major matrix in [WeightFormat#F32].
    ///
    /// @param outputs number of outputs, at least 1
    /// @param depth inputs that each output sums over, at least 1
    /// @param weights `outputs * depth` weights, the weight of input `k` for output `o` at `o * depth + k`
    /// @param bias one for each output
    /// @param lanes floats of a vector
    /// @param vectorsPerTile vectors of a tile at most
    /// @return the matrix; the arrays that were given are not kept
    /// @throws IllegalArgumentException if a length does not fit
    public static PackedMatrix pack(int outputs, int depth, float[] weights, float[] bias, int lanes,
            int vectorsPerTile) {
        return pack(outputs, depth, weights, bias, lanes, vectorsPerTile, WeightFormat.F32);
    }

    /// Packs a row-major matrix in any format.
    ///
    /// @param outputs number of outputs, at least 1
    /// @param depth inputs that each output sums over, at least 1
    /// @param weights `outputs * depth` weights, the weight of input `k` for output `o` at `o * depth + k`
    /// @param bias one for each output
    /// @param lanes floats of a vector
    /// @param vectorsPerTile vectors of a tile at most
    /// @param format how the weights are to lie
    /// @return the matrix; the arrays that were given are not kept
    /// @throws IllegalArgumentException if a length does not fit, or the format does not represent a weight
    public static PackedMatrix pack(int outputs, int depth, float[] weights, float[] bias, int lanes,
            int vectorsPerTile, WeightFormat format) {
        MatrixLayout layout = MatrixLayout.of(outputs, depth, lanes, vectorsPerTile);
        requireLength("weights", weights, Math.multiplyExact(outputs, depth));
        requireLength("bias", bias, outputs);
        int represented = format.represented(weights);
        if (represented < weights.length) {
            throw new IllegalArgumentException(format + " does not represent the weight " + weights[represented]);
        }
        boolean isWide = format == WeightFormat.F32;
        int places = layout.vectors() * lanes;
        float[] data = new float[isWide ? layout.floats() : places];
        short[] halves = new short[isWide ? 0 : Math.multiplyExact(places, depth)];
        for (int tile = 0; tile < layout.tiles(); tile++) {
            int tileVectors = layout.tileVectors(tile);
            int step = tileVectors * lanes;
            int biases = biasOffset(layout, tile, format);
            int first = weightOffset(layout, tile, format);
            for (int v = 0; v < tileVectors; v++) {
                int start = layout.start(layout.firstVector(tile) + v);
                for (int lane = 0; lane < layout.stored(); lane++) {
                    int at = v * lanes + lane;
                    int from = (start + lane) * depth;
                    data[biases + at] = bias[start + lane];
                    if (isWide) {
                        spread(weights, from, depth, data, first + at, step);
                    } else {
                        format.narrow(weights, from, depth, halves, first + at, step);
                    }
                }
            }
        }
        return new PackedMatrix(layout, format, data, halves);
    }

    /// {@return the index in [#data()] of a tile's biases}
    ///
    /// @param tile number of the tile
    public int biasOffset(int tile) { return biasOffset(layout, tile, format); }

    private static int biasOffset(MatrixLayout layout, int tile, WeightFormat format) {
        return format == WeightFormat.F32 ? layout.tileOffset(tile) : layout.firstVector(tile) * layout.lanes();
    }

    /// {@return the index of a tile's first weight, in [#data()] or in [#halves()]}
    ///
    /// @param tile number of the tile
    public int weightOffset(int tile) { return weightOffset(layout, tile, format); }

    private static int weightOffset(MatrixLayout layout, int tile, WeightFormat format) {
        return format == WeightFormat.F32
                ? layout.tileOffset(tile) + layout.tileVectors(tile) * layout.lanes()
                : layout.firstVector(tile) * layout.lanes() * layout.depth();
    }

    /// {@return the bytes of weights and biases}
    public long bytes() { return (long) data.length * Float.BYTES + (long) halves.length * Short.BYTES; }

    private static void requireLength(String name, float[] array, int length) {
        if (array.length != length) {
            throw new IllegalArgumentException(name + " must have " + length + " elements, found " + array.length);
        }
    }

    /// Writes the weights of one output, each a step after the one before. The loop that all weights go through,
    /// apart so that it is compiled early.
    private static void spread(float[] weights, int from, int depth, float[] data, int at, int step) {
        for (int k = 0; k < depth; k++) {
            data[at + k * step] = weights[from + k];
        }
    }

    /// {@return the number of outputs}
    public int outputs() { return layout.outputs(); }

    /// {@return the number of inputs that each output sums over}
    public int depth() { return layout.depth(); }

    /// {@return the number of floats of a vector}
    public int lanes() { return layout.lanes(); }

    /// Checks that the matrix was packed for vectors of this many floats.
    ///
    /// @param expected floats of the kernel's vectors
    /// @throws IllegalArgumentException if it was not
    public void requireLanes(int expected) { layout.requireLanes(expected); }

    /// {@return the number of tiles}
    public int tiles() { return layout.tiles(); }

    /// {@return the number of the first vector of a tile}
    ///
    /// @param tile number of the tile
    public int firstVector(int tile) { return layout.firstVector(tile); }

    /// {@return the number of vectors of a tile}
    ///
    /// @param tile number of the tile
    public int tileVectors(int tile) { return layout.tileVectors(tile); }

    /// {@return the first output of a vector}
    ///
    /// @param vector number of the vector
    public int start(int vector) { return layout.start(vector); }

    /// {@return the index of a tile's biases in a matrix in [WeightFormat#F32]}
    ///
    /// @param tile number of the tile
    public int tileOffset(int tile) { return layout.tileOffset(tile); }

    /// {@return the number of outputs that a vector stores: all lanes, or the few there are}
    public int stored() { return layout.stored(); }
}
