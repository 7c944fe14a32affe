package dev.ghostlane.kernels.jpeg;

import dev.ghostlane.kernels.internal.Checks;

/// Makes red, green and blue of the components of a JPEG, as libjpeg and, for inks, Pillow do.
///
/// *Computes.* Of brightness `y` and differences `cb` and `cr`, less 128: `red = y + 1.402 cr`, `blue = y + 1.772 cb`,
/// `green = y − 0.34414 cb − 0.71414 cr`; in integers with constants of 16 fraction bits, the differences rounded,
/// clipped to 0…255. Gray is all three. Of inks, stored as what they leave of the light: `k − ((255 − c) · k / 255)`,
/// rounded, where `c` is the ink's own sample, or `255 −` the red, green or blue of the differences.
///
/// *Layout.* Bands of 16 rows, see the package.
///
/// *Requires.* Input and output do not overlap.
public interface ColourConversion {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static ColourConversion scalar() { return ScalarColourConversion.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static ColourConversion simd() { return VectorColourConversion.INSTANCE; }

    /// Converts neighbouring columns of a band.
    ///
    /// @param space what the components mean
    /// @param components a band of each
    /// @param from where the columns begin in each band
    /// @param columns how many
    /// @param red receives the red samples
    /// @param green receives the green samples
    /// @param blue receives the blue samples
    /// @param to where, in all three
    /// @throws IllegalArgumentException if arrays are missing or too small
    void run(ColourSpace space, short[][] components, int[] from, int columns, short[] red, short[] green, short[] blue,
            int to);

    /// What [#run] requires of its arguments.
    ///
    /// @param space what the components mean
    /// @param components a band of each
    /// @param from where the columns begin in each band
    /// @param columns how many
    /// @param red receives the red samples
    /// @param green receives the green samples
    /// @param blue receives the blue samples
    /// @param to where, in all three
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(ColourSpace space, short[][] components, int[] from, int columns, short[] red, short[] green,
            short[] blue, int to) {
        if (components.length < space.components() || from.length < space.components()) {
            throw new IllegalArgumentException(space + " must have " + space.components() + " components, found "
                    + components.length + " and " + from.length + " places");
        }
        for (int i = 0; i < space.components(); i++) {
            Checks.elements("a component", from[i], from[i] + 16L * columns, components[i].length);
        }
        Checks.elements("red", to, to + 16L * columns, red.length);
        Checks.elements("green", to, to + 16L * columns, green.length);
        Checks.elements("blue", to, to + 16L * columns, blue.length);
    }
}
