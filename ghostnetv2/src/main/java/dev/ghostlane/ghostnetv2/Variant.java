package dev.ghostlane.ghostnetv2;

/// A network of the GhostNet family. They share their table of bottlenecks and the names of their tensors; a
/// checkpoint's tensors tell which one it is.
public enum Variant {

    /// GhostNet, the first one (arXiv 1911.11907, timm's `ghostnet_100`): ghost modules without attention.
    GHOSTNET("GhostNet", false),

    /// GhostNetV2 (arXiv 2211.12905, timm's `ghostnetv2_100`): decoupled fully connected attention gates the first
    /// ghost module of all bottlenecks but the first two.
    GHOSTNETV2("GhostNetV2", true);

    private final String title;
    private final boolean attends;

    Variant(String title, boolean attends) {
        this.title = title;
        this.attends = attends;
    }

    /// Whether ghost modules are gated by decoupled fully connected attention.
    boolean attends() { return attends; }

    /// The name as the papers write it: `GhostNetV2`.
    @Override
    public String toString() { return title; }
}
