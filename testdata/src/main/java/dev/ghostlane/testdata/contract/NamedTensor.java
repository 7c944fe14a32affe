package dev.ghostlane.testdata.contract;

import java.util.List;

/// A tensor that belongs to a case, such as its weights.
///
/// @param name what it is
/// @param shape sizes, outermost first
/// @param values elements, the last axis fastest
public record NamedTensor(String name, List<Integer> shape, float[] values) {}
