package dev.ghostlane.ghostnetv2;

/// One answer of a [Classifier].
///
/// @param index number of the class, from 0
/// @param label its name
/// @param probability from 0 to 1, the softmax of the logits
public record Classification(int index, String label, float probability) {}
