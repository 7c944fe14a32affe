package dev.ghostlane.bench.attention;

import java.util.List;

/// The blocks that are measured.
final class Blocks {

    static final List<Block> ALL = List.of();

    private Blocks() {}
}
