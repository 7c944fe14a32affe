package dev.ghostlane.kernels;

/// The weights of a matrix-like operation (1×1 convolution, dense convolution, fully connected layer),
/// packed so that a microkernel streams them with one pointer.
///
/// *Layout.* The outputs are cut into vectors of `lanes` outputs and the vectors into tiles of one to
/// `vectorsPerTile`. A tile of `v` vectors holds `v * lanes` biases, then for `k = 0 … depth - 1` the
/// `v * lanes` weights of input `k`.
///
/// *Tail.* If the number of outputs is no multiple of the lanes, the last vector starts at
/// `outputs - lanes`, so it overlaps the one before: both compute the same bits for the outputs they
/// share, and every store is a full one. With fewer outputs than lanes there is one vector, its
/// missing outputs have zero weights, and only the first `outputs` lanes may be stored.
public final class PackedMatrix {
    private final int outputs;
    private final int depth;
    private final int lanes;
    private final int vectors;
    private final int[] tileVector;
    private final float[] data;

    private PackedMatrix(int outputs, int depth, int lanes, int[] tileVector, float[] data) {
        this.outputs = outputs;
        this.depth = depth;
        this.lanes = lanes;
        this.vectors = (outputs + lanes - 1) / lanes;
        this.tileVector = tileVector;
        this.data = data;
    }

    /// Packs a row-major matrix.
    ///
    /// @param weights `outputs * depth` weights, the weight of input `k` for output `o` at `o * depth + k`
    /// @param bias one for each output
    /// @param lanes floats of a vector
    /// @param vectorsPerTile vectors of a tile at most
    /// @throws IllegalArgumentException if a length does not fit
    public static PackedMatrix pack(int outputs, int depth, float[] weights, float[] bias, int lanes,
            int vectorsPerTile) {
        Checks.require(outputs >= 1 && depth >= 1, "outputs and depth must be at least 1, found %s and %s", outputs,
                depth);
        Checks.length("weights", weights, Math.multiplyExact(outputs, depth));
        Checks.length("bias", bias, outputs);
        int vectors = (outputs + lanes - 1) / lanes;
        int[] tileVector = tiles(vectors, vectorsPerTile);
        float[] data = new float[Math.multiplyExact(vectors * lanes, depth + 1)];
        PackedMatrix packed = new PackedMatrix(outputs, depth, lanes, tileVector, data);
        for (int tile = 0; tile < packed.tiles(); tile++) {
            int tileVectors = packed.tileVectors(tile);
            for (int v = 0; v < tileVectors; v++) {
                int start = packed.start(tileVector[tile] + v);
                for (int lane = 0; lane < Math.min(lanes, outputs); lane++) {
                    int at = packed.tileOffset(tile) + v * lanes + lane;
                    data[at] = bias[start + lane];
                    spread(weights, (start + lane) * depth, depth, data, at, tileVectors * lanes);
                }
            }
        }
        return packed;
    }

    /// Writes the weights of one output, each a step behind the one before. The loop that all weights go through,
    /// apart so that it is compiled early.
    private static void spread(float[] weights, int from, int depth, float[] data, int bias, int step) {
        int to = bias;
        for (int k = 0; k < depth; k++) {
            to += step;
            data[to] = weights[from + k];
        }
    }

    /// Cuts vectors into tiles as evenly as possible, larger ones first: 7 vectors by 3 give 3 + 2 + 2.
    private static int[] tiles(int vectors, int vectorsPerTile) {
        int tiles = (vectors + vectorsPerTile - 1) / vectorsPerTile;
        int[] first = new int[tiles + 1];
        for (int tile = 0; tile < tiles; tile++) {
            first[tile + 1] = first[tile] + vectors / tiles + (tile < vectors % tiles ? 1 : 0);
        }
        return first;
    }

    /// Number of outputs.
    public int outputs() { return outputs; }

    /// Inputs that each output sums over.
    public int depth() { return depth; }

    /// Floats of a vector.
    public int lanes() { return lanes; }

    /// Checks that the matrix was packed for vectors of this many floats.
    ///
    /// @throws IllegalArgumentException if it was not
    public void requireLanes(int expected) {
        if (lanes != expected) {
            throw new IllegalArgumentException(
                    "weights are packed for " + lanes + " lanes, this kernel has " + expected);
        }
    }

    /// Number of tiles.
    public int tiles() { return tileVector.length - 1; }

    /// Number of the first vector of a tile.
    public int firstVector(int tile) { return tileVector[tile]; }

    /// Vectors of a tile.
    public int tileVectors(int tile) { return tileVector[tile + 1] - tileVector[tile]; }

    /// First output of a vector.
    public int start(int vector) { return vector == vectors - 1 ? Math.max(outputs - lanes, 0) : vector * lanes; }

    /// Index in [#data()] of a tile's biases.
    public int tileOffset(int tile) { return tileVector[tile] * lanes * (depth + 1); }

    /// Outputs that a vector stores: all lanes, or the few there are.
    public int stored() { return Math.min(lanes, outputs); }

    /// The packed weights; shared, not to be changed.
    public float[] data() { return data; }
}
