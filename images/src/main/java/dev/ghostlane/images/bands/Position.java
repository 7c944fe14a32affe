package dev.ghostlane.images.bands;

/// How a photo lies in the file.
///
/// @param isOnItsSide whether the photo's rows are the file's columns
/// @param isReversedAcross whether the photo's columns come from right to left, or from the bottom to the top
/// @param isReversedDown the same of its rows
public record Position(boolean isOnItsSide, boolean isReversedAcross, boolean isReversedDown) {}
