package dev.ghostlane.ghostnetv2.network;

/// A network of the GhostNet family. They share their table of bottlenecks and the names of their tensors; a
/// checkpoint's tensors tell which one it is.
public enum Variant {

    /// GhostNet, the first one (arXiv 1911.11907, timm's `ghostnet_100`): ghost modules without attention.
    GHOSTNET("GhostNet", false, false),

    /// GhostNetV2 (arXiv 2211.12905, timm's `ghostnetv2_100`): decoupled fully connected attention gates the first
    /// ghost module of all bottlenecks but the first two.
    GHOSTNETV2("GhostNetV2", true, false),

    /// GhostNetV3 (arXiv 2404.11202, timm's `ghostnetv3_100`): GhostNetV2's layers, trained with parallel branches in
    /// ghost modules and strided convolutions. Deployed, each set of branches is one convolution with a bias in place
    /// of a convolution and its normalisation; training weights become that when they are loaded.
    GHOSTNETV3("GhostNetV3", true, true);

    private final String title;
    private final boolean attends;
    private final boolean merged;

    Variant(String title, boolean attends, boolean merged) {
        this.title = title;
        this.attends = attends;
        this.merged = merged;
    }

    /// {@return the attention of the network as published}
    public Attention attention() { return attends ? Attention.PUBLISHED : Attention.NONE; }

    /// {@return whether the network may have an attention: GhostNet any but the decoupled fully connected one, which
    /// makes it a GhostNetV2; the others only that}
    ///
    /// @param attention what would gate ghost modules
    public boolean allows(Attention attention) { return attends == (attention.mechanism() == Attention.Mechanism.DFC); }

    /// Whether ghost modules and strided convolutions are merged from branches, and so have biases instead of
    /// normalisations.
    boolean isMerged() { return merged; }

    /// {@return the name as the papers write it: `GhostNetV2`}
    @Override
    public String toString() { return title; }
}
