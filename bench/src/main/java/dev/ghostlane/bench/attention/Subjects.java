package dev.ghostlane.bench.attention;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// All that can be measured, and how its names become something that runs.
final class Subjects {

    private Subjects() {}

    /// What is measured, in groups that are measured by turns.
    ///
    /// @param shapes keys without names
    static List<List<Key>> groups(List<Key> shapes, Effort effort) {
        List<List<Key>> groups = new ArrayList<>();
        for (Key shape : shapes) {
            groups.add(Blocks.ALL.stream().map(block -> shape.of(block.name())).toList());
        }
        for (String runtime : List.of(Key.GHOSTLANE, Key.ONNX)) {
            boolean onnx = runtime.equals(Key.ONNX);
            for (int threads : effort.threads()) {
                for (int size : onnx ? effort.onnxSizes() : effort.sizes()) {
                    groups.add(NetworkCase.ALL.stream().filter(network -> network.onnx() || !onnx)
                            .map(network -> new Key(Key.NETWORK, network.name(), 3, size, threads, runtime)).toList());
                }
            }
        }
        return groups;
    }

    /// Makes what a key names.
    ///
    /// @throws IllegalArgumentException if it is not defined for the shape, or too large
    static Candidate candidate(Key key, Effort effort) {
        if (!key.isNetwork()) {
            Block block = Blocks.ALL.stream().filter(one -> one.name().equals(key.name())).findFirst().orElseThrow();
            requireAffordable(block, key, effort);
            return affordable(Candidate.ghostlane(key, block.network(key.channels(), key.side(), key.side())), effort);
        }
        NetworkCase network = NetworkCase.ALL.stream().filter(one -> one.name().equals(key.name())).findFirst()
                .orElseThrow();
        return key.runtime().equals(Key.ONNX)
                ? Candidate.onnx(key, network.network(effort.width()))
                : affordable(Candidate.ghostlane(key, network.network(effort.width())), effort);
    }

    private static void requireAffordable(Block block, Key key, Effort effort) {
        long multiplyAdds = block.multiplyAdds(key.channels(), key.side(), key.side());
        if (multiplyAdds > effort.mostMultiplyAdds()) {
            throw new IllegalArgumentException(String.format(Locale.ROOT,
                    "needs %,d million multiply-adds, more than the limit of %,d million", multiplyAdds / 1_000_000,
                    effort.mostMultiplyAdds() / 1_000_000));
        }
        requireFits(block.weights(key.channels(), key.side(), key.side()) * Float.BYTES, effort);
    }

    private static Candidate affordable(Candidate candidate, Effort effort) {
        try {
            requireFits(candidate.cost().memoryBytes(), effort);
            return candidate;
        } catch (IllegalArgumentException e) {
            candidate.close();
            throw e;
        }
    }

    private static void requireFits(long bytes, Effort effort) {
        if (bytes > effort.mostBytes()) {
            throw new IllegalArgumentException(String.format(Locale.ROOT,
                    "needs %,d MB of memory, more than the limit of %,d MB", bytes >> 20, effort.mostBytes() >> 20));
        }
    }
}
