package dev.ghostlane.kernels.rearrange;

/// How the pixels of a map become rows of tokens: the map is cut into squares of `side × side` pixels, row by row.
///
/// @param kind which pixels form a row
/// @param side of a square, at least 1
public record Grouping(Kind kind, int side) {

    /// Which pixels form a row of tokens.
    public enum Kind {
        /// The pixels of one square, as in a window partition (Swin, arXiv 2103.14030): a row for each square.
        WINDOWS,
        /// The pixels of the same place in all squares, as in an unfolding (MobileViT, arXiv 2110.02178): a row for
        /// each place.
        PLACES
    }

    /// Checks the side.
    ///
    /// @throws IllegalArgumentException if the side is below 1
    public Grouping {
        if (side < 1) {
            throw new IllegalArgumentException("the side of a square must be at least 1, found " + side);
        }
    }

    /// {@return the number of squares across or down a map of this many pixels; the last one may reach beyond it}
    ///
    /// @param pixels height or width of the map
    public int squares(int pixels) { return (pixels + side - 1) / side; }

    /// {@return the number of rows of tokens for a map of `height × width` pixels}
    ///
    /// @param height lines of the map
    /// @param width columns of the map
    public int rows(int height, int width) {
        return kind == Kind.WINDOWS ? squares(height) * squares(width) : side * side;
    }

    /// {@return the number of tokens of a row for a map of `height × width` pixels}
    ///
    /// @param height lines of the map
    /// @param width columns of the map
    public int tokens(int height, int width) {
        return kind == Kind.WINDOWS ? side * side : squares(height) * squares(width);
    }

    /// Row of a pixel.
    int row(int width, int y, int x) {
        return kind == Kind.WINDOWS ? y / side * squares(width) + x / side : y % side * side + x % side;
    }

    /// Place of a pixel in its row.
    int token(int width, int y, int x) {
        return kind == Kind.WINDOWS ? y % side * side + x % side : y / side * squares(width) + x / side;
    }

    /// The pixel's line of a token; may lie below the map.
    int y(int width, int row, int token) {
        return kind == Kind.WINDOWS
                ? row / squares(width) * side + token / side
                : token / squares(width) * side + row / side;
    }

    /// The pixel's column of a token; may lie right of the map.
    int x(int width, int row, int token) {
        return kind == Kind.WINDOWS
                ? row % squares(width) * side + token % side
                : token % squares(width) * side + row % side;
    }
}
