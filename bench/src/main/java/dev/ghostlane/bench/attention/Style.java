package dev.ghostlane.bench.attention;

/// Colours, markers and dashes that tell series apart, also for the colour-blind, in print, and on light and dark: the
/// palette of Okabe and Ito without its yellow, which vanishes on white.
///
/// @param colour a CSS colour
/// @param marker one of [#MARKERS]
/// @param dash lengths of dashes and gaps; empty for a solid line
record Style(String colour, String marker, String dash) {
    private static final String[] COLOURS = {"#d55e00", "#0072b2", "#009e73", "#e69f00", "#cc79a7", "#56b4e9",
            "currentColor"};
    private static final String[] DASHES = {"", "6 3", "2 3"};

    /// Shapes within −4 … 4.
    private static final String[] MARKERS = {"M-3.5 0A3.5 3.5 0 1 0 3.5 0A3.5 3.5 0 1 0 -3.5 0Z", "M-3 -3H3V3H-3Z",
            "M0 -4L4 3H-4Z", "M0 -4.5L4 0L0 4.5L-4 0Z", "M0 4L4 -3H-4Z", "M-1 -4H1V-1H4V1H1V4H-1V1H-4V-1H-1Z",
            "M-4 -1.3L-1.3 -4L0 -2L1.3 -4L4 -1.3L2 0L4 1.3L1.3 4L0 2L-1.3 4L-4 1.3L-2 0Z"};

    /// The style of a series by its number: the first seven differ in colour and in marker, those after in dashes.
    static Style of(int number) {
        int colours = COLOURS.length;
        return new Style(COLOURS[number % colours], MARKERS[(number + number / colours) % MARKERS.length],
                DASHES[number / colours % DASHES.length]);
    }
}
