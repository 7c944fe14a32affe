package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.attention.blocks.AttentionBlock;
import dev.ghostlane.bench.attention.blocks.AttentionBlocks;
import dev.ghostlane.engine.Network;
import java.util.ArrayList;
import java.util.List;

/// All that can be measured, and how its names become something that runs.
final class Subjects {

    private static final long WEIGHT_SEED = 3;

    private Subjects() {}

    /// What is measured, in groups that are measured by turns.
    ///
    /// @param shapes keys without names
    static List<List<Key>> groups(List<Key> shapes, StudyEffort effort) {
        List<List<Key>> groups = new ArrayList<>();
        for (Key shape : shapes) {
            groups.add(AttentionBlocks.ALL.stream().map(block -> shape.of(block.name())).toList());
        }
        for (String runtime : List.of(Key.GHOSTLANE, Key.ONNX)) {
            boolean onnx = runtime.equals(Key.ONNX);
            for (int threads : effort.networks().threads()) {
                for (int size : effort.sizes(runtime, threads)) {
                    groups.add(NetworkCase.ALL.stream().filter(network -> network.onnx() || !onnx)
                            .map(network -> new Key(Key.NETWORK, network.name(), 3, size, threads, runtime)).toList());
                }
            }
        }
        return groups;
    }

    /// Makes what a key names.
    ///
    /// @param verified whether it must give the bits of the scalar kernels first
    /// @throws IllegalArgumentException if it is not defined for the shape, or needs more than the effort is worth
    /// @throws IllegalStateException if a bit differs, or another runtime's outputs by more than rounding
    static Candidate candidate(Key key, StudyEffort effort, boolean verified) {
        if (!key.isNetwork()) {
            return ghostlane(key, block(key, effort), effort, verified);
        }
        Network network = NetworkCase.ALL.stream().filter(one -> one.name().equals(key.name())).findFirst()
                .orElseThrow().network(effort.networks().width());
        return key.runtime().equals(Key.ONNX)
                ? Candidate.onnx(key, network, effort)
                : ghostlane(key, network, effort, verified);
    }

    private static Candidate ghostlane(Key key, Network network, StudyEffort effort, boolean verified) {
        Candidate candidate = Candidate.ghostlane(key, network, effort);
        if (verified) {
            candidate.verify(network);
        }
        return candidate;
    }

    /// The weights are counted before they are made: those of positions grow with the square of the pixels.
    private static Network block(Key key, StudyEffort effort) {
        AttentionBlock block = AttentionBlocks.named(key.name());
        long weights = block.parameters(key.channels(), key.side(), key.side()).values().stream()
                .mapToLong(shape -> shape.stream().mapToLong(Integer::intValue).reduce(1, (a, b) -> a * b)).sum();
        effort.requireAffordable(false, 0, weights * Float.BYTES);
        return block.network(key.channels(), key.side(), key.side(), WEIGHT_SEED);
    }
}
