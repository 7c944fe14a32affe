package dev.ghostlane.bench.photos;

/// How much of its colour a JPEG keeps.
public enum Sampling {
    /// All.
    S444("4:4:4", 1, 1),
    /// Every second column.
    S422("4:2:2", 2, 1),
    /// Every second column of every second row, as most cameras do.
    S420("4:2:0", 2, 2),
    /// Every second row.
    S440("4:4:0", 1, 2),
    /// None.
    GRAY("gray", 1, 1);

    private final String text;
    private final int horizontal;
    private final int vertical;

    Sampling(String text, int horizontal, int vertical) {
        this.text = text;
        this.horizontal = horizontal;
        this.vertical = vertical;
    }

    /// Samples of brightness across one of colour.
    int horizontal() { return horizontal; }

    /// Samples of brightness down one of colour.
    int vertical() { return vertical; }

    /// Finds the one of a text such as `4:2:0`, with or without the colons.
    ///
    /// @throws IllegalArgumentException if there is none
    static Sampling parse(String text) {
        for (Sampling sampling : values()) {
            if (sampling.text.replace(":", "").equals(text.replace(":", ""))) {
                return sampling;
            }
        }
        throw new IllegalArgumentException("expected 4:4:4, 4:2:2, 4:2:0, 4:4:0 or gray, found '" + text + "'");
    }

    @Override
    public String toString() { return text; }
}
