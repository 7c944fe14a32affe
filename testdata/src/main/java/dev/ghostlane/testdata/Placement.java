package dev.ghostlane.testdata;

/// What lies around the elements of a feature map in its array.
///
/// @param offset floats before the map, at least 0
/// @param gap floats between the last channel of a pixel and the first of the next, at least 0
/// @param after floats after the map, at least 0
public record Placement(int offset, int gap, int after) {

    /// A map that fills its array.
    public static final Placement DENSE = new Placement(0, 0, 0);
}
