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
        MatrixLayout layout = MatrixLayout.of(outputs, depth, lanes, vectorsPerTile);
        requireLength("weights", weights, Math.multiplyExact(outputs, depth));
        requireLength("bias", bias, outputs);
        float[] data = new float[layout.floats()];
        for (int tile = 0; tile < layout.tiles(); tile++) {
            int tileVectors = layout.tileVectors(tile);
            for (int v = 0; v < tileVectors; v++) {
                int start = layout.start(layout.firstVector(tile) + v);
                for (int lane = 0; lane < layout.stored(); lane++) {
                    int at = layout.tileOffset(tile) + v * lanes + lane;
                    data[at] = bias[start + lane];
                    spread(weights, (start + lane) * depth, depth, data, at, tileVectors * lanes);
                }
            }
        }
        return new PackedMatrix(layout, WeightFormat.F32, data, new short[0]);
    }

    /// {@return the same matrix with weights in another format}
    ///
    /// @param other the format
    /// @throws IllegalArgumentException if the format does not represent a weight
    /// @throws IllegalStateException if the weights have 16 bits already
    public PackedMatrix in(WeightFormat other) {
        if (format != WeightFormat.F32) {
            throw new IllegalStateException("expected weights in F32, found " + format);
        }
        if (other == WeightFormat.F32) {
            return this;
        }
        float[] biases = new float[layout.vectors() * lanes()];
        short[] narrow = new short[Math.multiplyExact(biases.length, depth())];
        for (int tile = 0; tile < tiles(); tile++) {
            int width = tileVectors(tile) * lanes();
            System.arraycopy(data, tileOffset(tile), biases, biasOffset(tile, other), width);
            narrow(data, tileOffset(tile) + width, narrow, weightOffset(tile, other), width * depth(), other);
        }
        return new PackedMatrix(layout, other, biases, narrow);
    }

    private static void narrow(float[] from, int begin, short[] to, int at, int count, WeightFormat format) {
        for (int i = 0; i < count; i++) {
            float weight = from[begin + i];
            if (!format.represents(weight)) {
                throw new IllegalArgumentException(format + " does not represent the weight " + weight);
            }
            to[at + i] = format.narrow(weight);
        }
    }

    /// {@return the index in [#data()] of a tile's biases}
    ///
    /// @param tile number of the tile
    public int biasOffset(int tile) { return biasOffset(tile, format); }

    private int biasOffset(int tile, WeightFormat of) {
        return of == WeightFormat.F32 ? tileOffset(tile) : firstVector(tile) * lanes();
    }

    /// {@return the index of a tile's first weight, in [#data()] or in [#halves()]}
    ///
    /// @param tile number of the tile
    public int weightOffset(int tile) { return weightOffset(tile, format); }

    private int weightOffset(int tile, WeightFormat of) {
        return of == WeightFormat.F32
                ? tileOffset(tile) + tileVectors(tile) * lanes()
                : firstVector(tile) * lanes() * depth();
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
    private static void spread(float[] weights, int from, int depth, float[] data, int bias, int step) {
        int to = bias;
        for (int k = 0; k < depth; k++) {
            to += step;
            data[to] = weights[from + k];
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
