package dev.ghostlane.ghostnetv2;

import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.Objects;

/// Where in a photo the evidence for a class lies: a class activation map by the gradient of the class's logit with
/// respect to the network's last feature map, times that map.
///
/// After the last map `A` of `P` pixels come a global average, the fully connected layer `conv_head` (`W`, `b`) with a
/// ReLU, and the linear classifier (`V`, `d`). With the units `j` of `conv_head` that are active, those above 0 after
/// the ReLU, the logit of class `c` is exactly a sum over the pixels and a constant:
///
/// ```
/// evidence[p] = 1/P · Σₖ A[p,k] · Σⱼ V[c,j] · W[j,k]        j active
/// constant    = d[c] + Σⱼ V[c,j] · b[j]                      j active
/// logit       = constant + Σₚ evidence[p]
/// ```
///
/// The inner sum over `j`, divided by `P`, is the gradient of the logit with respect to `A[p,k]`. Sums are computed in
/// double precision, and each evidence is rounded once.
///
/// @param classification the class with its probability
/// @param logit of the class, as the network computes it
/// @param constant the part of the logit that no pixel has brought
/// @param evidence the part of the logit that each pixel of the last feature map has brought, `1×h×w×1`; negative where
///        it speaks against the class
public record ClassMap(Classification classification, float logit, float constant, FeatureMap evidence) {

    /// Checks that nothing is null.
    public ClassMap {
        Objects.requireNonNull(classification, "classification");
        Objects.requireNonNull(evidence, "evidence");
    }
}
