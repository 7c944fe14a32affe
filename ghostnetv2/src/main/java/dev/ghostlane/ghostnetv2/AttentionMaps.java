package dev.ghostlane.ghostnetv2;

import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.List;
import java.util.Objects;

/// What a network attends to in one photo, by [GhostNetV2#attention(ImageSource, Selection)]: the gates of decoupled
/// fully connected attention, and where the evidence for classes lies.
///
/// {@snippet file="dev/ghostlane/ghostnetv2/SamplesTest.java" region="attention"}
///
/// All maps lie over the input, whatever their sizes. Every map has an array of its own, from index 0 and without gaps,
/// which is not to be changed. All values have the same bits on every machine, and from scalar and SIMD kernels.
///
/// @param input what the network saw, normalised: `1×H×W×3`; [GhostNetV2#preprocessing()] says which part of the photo
///        that is
/// @param gates those of the gated modules, in the order of the network; none if it has no decoupled fully connected
///        attention, as [Configuration#isDecoupled()] tells
/// @param classes the selected classes, most probable first
public record AttentionMaps(FeatureMap input, List<GateMap> gates, List<ClassMap> classes) {

    /// Copies the lists.
    public AttentionMaps {
        Objects.requireNonNull(input, "input");
        gates = List.copyOf(gates);
        classes = List.copyOf(classes);
    }
}
