package dev.ghostlane.kernels.tensor;

/// How the right side of a matrix-like operation lies in an array, so that a microkernel streams it with one pointer:
/// the weights of a layer ([PackedMatrix]), or keys and values that are packed in each run.
///
/// *Layout.* The outputs are cut into vectors of `lanes` outputs and the vectors into tiles of one to
/// `vectorsPerTile`. A tile of `v` vectors holds `v * lanes` biases, then for `k = 0 … depth - 1` the
/// `v * lanes` weights of input `k`.
///
/// *Tail.* If the number of outputs is no multiple of the lanes, the last vector starts at
/// `outputs - lanes`, so it overlaps the one before: both compute the same bits for the outputs they
/// share, and every store is a full one. With fewer outputs than lanes there is one vector, its
/// missing outputs have zero weights, and only the first `outputs` lanes may be stored.
public final class MatrixLayout {
    private final int outputs;
    private final int depth;
    private final int lanes;
    private final int vectors;
    private final int vectorsPerTile;
    private final int[] tileVector;

    private MatrixLayout(int outputs, int depth, int lanes, int vectors, int vectorsPerTile,
            int[] tileVector) {
        this.outputs = outputs;
        this.depth = depth;
        this.lanes = lanes;
        this.vectors = vectors;
        this.vectorsPerTile = vectorsPerTile;
        this.tileVector = tileVector;
    }

    /// {@return the layout of a matrix of this size}
    ///
    /// @param outputs number of outputs, at least 1
    /// @param depth inputs that each output sums over, at least 1
    /// @param lanes floats of a vector, at least 1
    /// @param vectorsPerTile vectors of a tile at most, at least 1
    /// @throws IllegalArgumentException if a size is below 1
    public static MatrixLayout of(int outputs, int depth, int lanes, int vectorsPerTile) {
        requirePositive("outputs and depth", outputs, depth);
        requirePositive("lanes and vectors of a tile", lanes, vectorsPerTile);
        int vectors = (outputs + lanes - 1) / lanes;
        return new MatrixLayout(outputs, depth, lanes, vectors, vectorsPerTile, tiles(vectors, vectorsPerTile));
    }

    private static void requirePositive(String names, int first, int second) {
        if (first < 1 || second < 1) {
            throw new IllegalArgumentException(names + " must be at least 1, found " + first + " and " + second);
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

    /// {@return the number of outputs}
    public int outputs() { return outputs; }

    /// {@return the number of inputs that each output sums over}
    public int depth() { return depth; }

    /// {@return the number of floats of a vector}
    public int lanes() { return lanes; }

    /// Checks that the layout is for vectors of this many floats.
    ///
    /// @param expected floats of the kernel's vectors
    /// @throws IllegalArgumentException if it is not
    public void requireLanes(int expected) {
        if (lanes != expected) {
            throw new IllegalArgumentException(
                    "weights are packed for " + lanes + " lanes, this kernel has " + expected);
        }
    }

    /// Checks that the layout is the one that a kernel packs such a matrix in. As vectors are cut evenly, it is if
    /// there are as many tiles. Allocates nothing.
    ///
    /// @param expectedLanes floats of the kernel's vectors
    /// @param vectorsPerTile vectors of its tiles at most
    /// @throws IllegalArgumentException if it is another one
    public void require(int expectedLanes, int vectorsPerTile) {
        requireLanes(expectedLanes);
        int expected = Math.ceilDiv(vectors, vectorsPerTile);
        if (tiles() != expected) {
            throw new IllegalArgumentException(
                    "the matrix is packed in " + tiles() + " tiles, this kernel has " + expected);
        }
    }

    /// {@return the number of tiles}
    public int tiles() { return tileVector.length - 1; }

    /// {@return the number of rows of the other matrix that are computed side by side at most, for whoever cuts them
    /// into blocks: 14 where registers allow tiles of more than two vectors, otherwise 6} No result depends on it.
    public int tileRows() { return vectorsPerTile > 2 ? 14 : 6; }

    /// {@return the number of the first vector of a tile}
    ///
    /// @param tile number of the tile
    public int firstVector(int tile) { return tileVector[tile]; }

    /// {@return the number of vectors of a tile}
    ///
    /// @param tile number of the tile
    public int tileVectors(int tile) { return tileVector[tile + 1] - tileVector[tile]; }

    /// {@return the first output of a vector}
    ///
    /// @param vector number of the vector
    public int start(int vector) { return vector == vectors - 1 ? Math.max(outputs - lanes, 0) : vector * lanes; }

    /// {@return the number of floats from the beginning of the matrix to a tile's biases}
    ///
    /// @param tile number of the tile
    public int tileOffset(int tile) { return tileVector[tile] * lanes * (depth + 1); }

    /// {@return the number of outputs that a vector stores: all lanes, or the few there are}
    public int stored() { return Math.min(lanes, outputs); }

    /// {@return the number of floats of the whole matrix}
    ///
    /// @throws ArithmeticException if an array cannot hold them
    public int floats() { return Math.multiplyExact(vectors * lanes, depth + 1); }
}
