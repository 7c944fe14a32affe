package dev.ghostlane.ghostnetv2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/// Which classes an answer names: of a model's classes those that are allowed, the most probable first, as many as are
/// wanted, and none below a probability. Immutable; [GhostNetV2#selection()] is the one that names all classes.
///
/// {@snippet file="dev/ghostlane/ghostnetv2/SamplesTest.java" region="selection"}
///
/// It changes no probability: they stay the softmax over all classes of the network.
public final class Selection {
    private final List<String> labels;
    private final BitSet allowed;
    private final int most;
    private final float threshold;

    private Selection(List<String> labels, BitSet allowed, int most, float threshold) {
        this.labels = labels;
        this.allowed = allowed;
        this.most = most;
        this.threshold = threshold;
    }

    /// All classes.
    ///
    /// @param labels their names, in the order of the logits
    static Selection of(List<String> labels) {
        BitSet all = new BitSet();
        all.set(0, labels.size());
        return new Selection(labels, all, labels.size(), 0);
    }

    /// {@return a selection of at most so many of these classes}
    ///
    /// @param k at least 1
    /// @throws IllegalArgumentException if it is less
    public Selection top(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, found " + k);
        }
        return new Selection(labels, allowed, Math.min(k, labels.size()), threshold);
    }

    /// {@return a selection of those of these classes that have at least this probability}
    ///
    /// @param probability from 0 to 1
    /// @throws IllegalArgumentException if it is not
    public Selection above(float probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("the threshold must be a probability from 0 to 1, found " + probability);
        }
        return new Selection(labels, allowed, most, probability);
    }

    /// {@return a selection of those of these classes that are among the given ones}
    ///
    /// @param classes each a label, with capitals or without, or, if no class has it, the number of a class, from 0; a
    ///        label that several classes have means all of them
    /// @throws IllegalArgumentException if one is neither
    public Selection allow(Collection<String> classes) {
        BitSet both = indices(classes);
        both.and(allowed);
        return new Selection(labels, both, most, threshold);
    }

    /// {@return a selection of these classes without the given ones}
    ///
    /// @param classes as for [#allow(Collection)]
    /// @throws IllegalArgumentException if one is neither a label nor the number of a class
    public Selection deny(Collection<String> classes) {
        BitSet rest = (BitSet) allowed.clone();
        rest.andNot(indices(classes));
        return new Selection(labels, rest, most, threshold);
    }

    private BitSet indices(Collection<String> classes) {
        BitSet indices = new BitSet();
        Objects.requireNonNull(classes, "classes");
        for (String name : classes) {
            boolean found = false;
            for (int i = 0; i < labels.size(); i++) {
                if (labels.get(i).equalsIgnoreCase(name)) {
                    indices.set(i);
                    found = true;
                }
            }
            if (!found) {
                indices.set(number(name));
            }
        }
        return indices;
    }

    private int number(String name) {
        try {
            int index = Integer.parseInt(name);
            if (index >= 0 && index < labels.size()) {
                return index;
            }
        } catch (NumberFormatException e) {
            // No number: the same answer as for one that no class has.
        }
        throw new IllegalArgumentException("expected one of the labels, such as " + labels.getFirst()
                + ", or a class number from 0 to " + (labels.size() - 1) + ", found " + name);
    }

    /// Sees to it that a selection is of a model's classes.
    ///
    /// @throws IllegalArgumentException if the model has other labels
    static void require(Selection selection, GhostNetV2 model) {
        Objects.requireNonNull(selection, "selection");
        if (!selection.labels.equals(model.labels())) {
            throw new IllegalArgumentException("the selection must be of this model's " + model.labels().size()
                    + " classes, found one of " + selection.labels.size() + " others");
        }
    }

    /// The answer for an image, from its probabilities: `selection.best(GhostNetV2.softmax(logits))`.
    ///
    /// @param probabilities one for each class
    /// @return best first; equal ones in the order of their index
    /// @throws IllegalArgumentException if there are more or fewer than classes, or one is NaN
    public List<Classification> best(float[] probabilities) {
        Objects.requireNonNull(probabilities, "probabilities");
        if (probabilities.length != labels.size()) {
            throw new IllegalArgumentException("expected " + labels.size()
                    + " probabilities, one for each class, found " + probabilities.length);
        }
        for (float probability : probabilities) {
            if (Float.isNaN(probability)) {
                throw new IllegalArgumentException("expected probabilities, found NaN; logits must be finite");
            }
        }
        int[] heap = new int[Math.min(most, allowed.cardinality())];
        int count = 0;
        for (int i = allowed.nextSetBit(0); i >= 0; i = allowed.nextSetBit(i + 1)) {
            if (probabilities[i] < threshold) {
                continue;
            }
            if (count < heap.length) {
                heap[count] = i;
                rise(heap, count++, probabilities);
            } else if (count > 0 && isBetter(i, heap[0], probabilities)) {
                heap[0] = i;
                sink(heap, count, probabilities);
            }
        }
        Classification[] best = new Classification[count];
        for (int last = count - 1; last >= 0; last--) {
            int index = heap[0];
            best[last] = new Classification(index, labels.get(index), probabilities[index]);
            heap[0] = heap[last];
            sink(heap, last, probabilities);
        }
        return new ArrayList<>(Arrays.asList(best));
    }

    private static boolean isBetter(int one, int other, float[] probabilities) {
        int compared = Float.compare(probabilities[one], probabilities[other]);
        return compared > 0 || compared == 0 && one < other;
    }

    /// Moves the last class of a heap, whose worst one is on top, to its place.
    private static void rise(int[] heap, int last, float[] probabilities) {
        int index = heap[last];
        int place = last;
        for (; place > 0 && isBetter(heap[(place - 1) / 2], index, probabilities); place = (place - 1) / 2) {
            heap[place] = heap[(place - 1) / 2];
        }
        heap[place] = index;
    }

    /// Moves the class on top of a heap to its place.
    private static void sink(int[] heap, int count, float[] probabilities) {
        int index = heap[0];
        int place = 0;
        while (2 * place + 1 < count) {
            int child = 2 * place + 1;
            if (child + 1 < count && isBetter(heap[child], heap[child + 1], probabilities)) {
                child++;
            }
            if (!isBetter(index, heap[child], probabilities)) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = index;
    }
}
