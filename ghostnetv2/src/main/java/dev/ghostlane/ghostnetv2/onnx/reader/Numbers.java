package dev.ghostlane.ghostnetv2.onnx.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A list of numbers that a graph computes about sizes, or one number.
///
/// @param isList whether it is a list, maybe of one
/// @param isInteger whether its type is one of integers
record Numbers(List<Num> values, boolean isList, boolean isInteger) {

    /// Sizes have four, padding has two for each; a graph may compute with two such lists as one.
    static final int MOST = 16;

    /// The numbers of a constant; null if they are many, or no list.
    static Numbers of(Tensor tensor) {
        if (!tensor.isSmall() || tensor.sizes().size() > 1) {
            return null;
        }
        List<Num> values = Arrays.stream(tensor.values()).<Num>mapToObj(Num.Known::new).toList();
        return new Numbers(values, !tensor.sizes().isEmpty(), !tensor.type().isFloat());
    }

    /// The only number.
    Num single() { return values.size() == 1 ? values.getFirst() : null; }

    /// All numbers as known integers; null if one is not known.
    int[] known() {
        return values.stream().allMatch(value -> value instanceof Num.Known)
                ? values.stream().mapToInt(value -> (int) Math.clamp(((Num.Known) value).value(), Integer.MIN_VALUE,
                        Integer.MAX_VALUE)).toArray()
                : null;
    }

    /// The numbers at some places, those below 0 counted from the end; null if there is none at one.
    Numbers gather(Numbers places) {
        int[] indices = places.known();
        if (indices == null || Arrays.stream(indices).anyMatch(i -> i < -values.size() || i >= values.size())) {
            return null;
        }
        List<Num> gathered = Arrays.stream(indices).mapToObj(i -> values.get(i < 0 ? i + values.size() : i)).toList();
        return new Numbers(gathered, places.isList(), isInteger);
    }

    /// Those from a place up to another; places below 0 are counted from the end.
    Numbers slice(int start, int end) {
        int from = Math.clamp(start < 0 ? start + values.size() : start, 0, values.size());
        int to = Math.clamp(end < 0 ? end + values.size() : end, from, values.size());
        return new Numbers(values.subList(from, to), true, isInteger);
    }

    /// One after the other; null if they are many: lists of lists of lists must not fill memory.
    static Numbers join(List<Numbers> parts) {
        if (parts.stream().mapToInt(part -> part.values.size()).sum() > MOST) {
            return null;
        }
        return new Numbers(parts.stream().flatMap(part -> part.values.stream()).toList(), true,
                parts.getFirst().isInteger);
    }

    /// Combines number by number; one alone goes with each of a list.
    Numbers combine(String operator, Numbers other, Num.Terms terms) {
        int count = Math.max(values.size(), other.values.size());
        if (Stream.of(this, other).anyMatch(part -> part.values.size() != count && part.values.size() != 1)) {
            return null;
        }
        List<Num> combined = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            combined.add(terms.combine(operator, values.get(values.size() == 1 ? 0 : i),
                    other.values.get(other.values.size() == 1 ? 0 : i), isInteger));
        }
        return new Numbers(combined, isList || other.isList, isInteger);
    }

    Numbers asList(boolean list) { return new Numbers(values, list, isInteger); }

    Numbers asInteger(boolean integer) { return new Numbers(values, isList, integer); }
}
