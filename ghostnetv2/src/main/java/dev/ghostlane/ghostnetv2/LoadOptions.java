package dev.ghostlane.ghostnetv2;

import dev.ghostlane.ghostnetv2.checkpoint.DType;
import dev.ghostlane.ghostnetv2.weights.Metadata;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// What is known of a checkpoint beside its file. Nothing is needed as a rule: everything that can be found from the
/// tensors is found. Immutable.
///
/// ```java
/// GhostNetV2.load(path, LoadOptions.NONE.withWeights("state_dict").withMetadata("upsample", "bilinear"));
/// ```
public final class LoadOptions {

    /// Nothing but the file.
    public static final LoadOptions NONE = new LoadOptions(null, Map.of(), null);

    private final String weights;
    private final Map<String, String> metadata;
    private final DType weightsAs;

    private LoadOptions(String weights, Map<String, String> metadata, DType weightsAs) {
        this.weights = weights;
        this.metadata = metadata;
        this.weightsAs = weightsAs;
    }

    /// Takes other weights out of a training checkpoint than the best ones.
    ///
    /// @param key `state_dict`, for example, or what stands before the names of a network's tensors, as in
    ///        `teacher.conv_stem.weight`; without it, the first that there is of `state_dict_ema`, `model_ema`,
    ///        `state_dict` and `model`, or the only ones
    /// @return options with this one too
    public LoadOptions withWeights(String key) {
        return new LoadOptions(Objects.requireNonNull(key, "key"), metadata, weightsAs);
    }

    /// Rounds the weights to 16 bits, on purpose: half the memory, and faster where reading them takes the time. The
    /// logits are no longer those of the checkpoint, but those of what [GhostNetV2#rounded(DType)] is.
    ///
    /// @param dtype F16 or BF16
    /// @return options with this one too
    /// @throws IllegalArgumentException if it is another type
    public LoadOptions withWeightsAs(DType dtype) {
        if (dtype != DType.F16 && dtype != DType.BF16) {
            throw new IllegalArgumentException("expected F16 or BF16, found " + dtype);
        }
        return new LoadOptions(weights, metadata, dtype);
    }

    /// Says something in place of the checkpoint's metadata.
    ///
    /// @param key `upsample` (`nearest`, `bilinear` or `bilinear_align_corners`: how attention maps are resized),
    ///        `stem_stride`, `width`, `labels`, or one of timm's for the preprocessing: `input_size`, `crop_pct`,
    ///        `crop_mode`, `interpolation`, `mean`, `std`
    /// @param value what is said, in the words of the metadata
    /// @return options with this one too
    /// @throws IllegalArgumentException if the key is another one; what the value is, is checked at loading
    public LoadOptions withMetadata(String key, String value) {
        Objects.requireNonNull(key, "key");
        if (!Metadata.OVERRIDES.contains(key)) {
            throw new IllegalArgumentException("expected one of " + String.join(", ", Metadata.OVERRIDES) + ", found "
                    + key);
        }
        Map<String, String> all = new LinkedHashMap<>(metadata);
        all.put(key, Objects.requireNonNull(value, "value"));
        return new LoadOptions(weights, Collections.unmodifiableMap(all), weightsAs);
    }

    /// {@return the key of the weights to take, or null for the best}
    public String weights() { return weights; }

    /// {@return what the weights are rounded to, or null if they stay as they are}
    public DType weightsAs() { return weightsAs; }

    /// {@return what is said in place of the checkpoint's metadata} Unmodifiable.
    public Map<String, String> metadata() { return metadata; }
}
