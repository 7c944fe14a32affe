package dev.ghostlane.testdata;

import java.util.List;
import java.util.TreeSet;

/// Channel counts that GhostNetV2 has at the usual widths, from the tables of the network's paper and code.
public final class NetworkChannels {

    /// Widths that the counts below belong to: 1.0, 1.3 and 1.6 have published weights.
    public static final List<Double> WIDTHS = List.of(0.5, 1.0, 1.3, 1.6);

    /// Stem, block outputs and the last 1×1 convolution at width 1.0.
    private static final List<Integer> OUTPUTS = List.of(16, 24, 40, 80, 112, 160, 960);

    /// Inner channels of the blocks at width 1.0.
    private static final List<Integer> EXPANDED = List.of(16, 48, 72, 120, 240, 200, 184, 480, 672, 960);

    private static final List<Integer> ALL = WIDTHS.stream().flatMap(width -> at(width).stream()).distinct().sorted()
            .toList();

    private NetworkChannels() {}

    /// {@return every channel count of the network at a width, ascending: block outputs, inner channels, the halves of
    /// both that the ghost modules compute, and the hidden channels of squeeze-and-excitation}
    ///
    /// @param width factor on all channel counts
    public static List<Integer> at(double width) {
        TreeSet<Integer> counts = new TreeSet<>();
        for (int output : OUTPUTS) {
            addWithHalf(counts, divisible(output * width));
        }
        for (int expanded : EXPANDED) {
            int channels = divisible(expanded * width);
            addWithHalf(counts, channels);
            counts.add(divisible(0.25 * channels));
        }
        return List.copyOf(counts);
    }

    /// {@return every channel count of the network at any of [#WIDTHS], ascending, up to a largest one}
    ///
    /// @param largest the largest count that is wanted
    public static List<Integer> upTo(int largest) {
        return ALL.stream().takeWhile(count -> count <= largest).toList();
    }

    private static void addWithHalf(TreeSet<Integer> counts, int channels) {
        counts.add(channels);
        counts.add((channels + 1) / 2);
    }

    /// `make_divisible(value, 4)` of the network's code: rounded to a multiple of 4, at least 4, and 4 more
    /// if that lost more than 10 %.
    static int divisible(double value) {
        int rounded = Math.max(4, (int) (value + 2) / 4 * 4);
        return rounded < 0.9 * value ? rounded + 4 : rounded;
    }
}
