package dev.ghostlane.kernels.tensor;

/// How the pixels of a map form sequences of tokens, between which attention and token mixing work. A token is a pixel
/// with all its channels.
///
/// Sequences are counted image by image; in an image, rows from the top and columns from the left.
public enum Sequences {

    /// All pixels of an image, row by row.
    IMAGE {
        @Override
        public int ofImage(int height, int width) { return 1; }

        @Override
        public int tokens(int height, int width) { return height * width; }

        @Override
        public int start(FeatureMap map, int sequence) { return map.index(sequence * map.height(), 0); }

        @Override
        public int step(FeatureMap map) { return map.pixelStride(); }
    },

    /// Each row of a map, as after a window partition or an unfolding.
    ROW {
        @Override
        public int ofImage(int height, int width) { return height; }

        @Override
        public int tokens(int height, int width) { return width; }

        @Override
        public int start(FeatureMap map, int sequence) { return map.index(sequence, 0); }

        @Override
        public int step(FeatureMap map) { return map.pixelStride(); }
    },

    /// Each column of a map.
    COLUMN {
        @Override
        public int ofImage(int height, int width) { return width; }

        @Override
        public int tokens(int height, int width) { return height; }

        @Override
        public int start(FeatureMap map, int sequence) {
            return map.index(sequence / map.width() * map.height(), sequence % map.width());
        }

        @Override
        public int step(FeatureMap map) { return map.rowStride(); }
    };

    /// {@return the number of sequences of an image}
    ///
    /// @param height lines of an image
    /// @param width pixels of a line
    public abstract int ofImage(int height, int width);

    /// {@return the number of tokens of a sequence}
    ///
    /// @param height lines of an image
    /// @param width pixels of a line
    public abstract int tokens(int height, int width);

    /// {@return the index in the map's array of channel 0 of a sequence's first token}
    ///
    /// @param map the map whose pixels are the tokens
    /// @param sequence number of the sequence, counted over the batch
    public abstract int start(FeatureMap map, int sequence);

    /// {@return the number of floats from a token to the next}
    ///
    /// @param map the map whose pixels are the tokens
    public abstract int step(FeatureMap map);

    /// {@return the number of sequences of an image of a map}
    ///
    /// @param map the map whose pixels are the tokens
    public int ofImage(FeatureMap map) { return ofImage(map.height(), map.width()); }

    /// {@return the number of tokens of a sequence of a map}
    ///
    /// @param map the map whose pixels are the tokens
    public int tokens(FeatureMap map) { return tokens(map.height(), map.width()); }
}
