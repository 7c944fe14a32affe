package dev.ghostlane.kernels.tensor;

/// The weights of a matrix-like operation (1×1 convolution, dense convolution, fully connected layer),
/// packed as [MatrixLayout] says.
///
/// @param layout where each weight lies
/// @param data the packed weights; shared, not to be changed
public record PackedMatrix(MatrixLayout layout, float[] data) {

    /// Packs a row-major matrix.
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
        return new PackedMatrix(layout, data);
    }

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

    /// {@return the index in [#data()] of a tile's biases}
    ///
    /// @param tile number of the tile
    public int tileOffset(int tile) { return layout.tileOffset(tile); }

    /// {@return the number of outputs that a vector stores: all lanes, or the few there are}
    public int stored() { return layout.stored(); }
}
