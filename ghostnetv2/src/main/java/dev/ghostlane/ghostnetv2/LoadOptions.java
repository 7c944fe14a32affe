package dev.ghostlane.ghostnetv2;

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
    public static final LoadOptions NONE = new LoadOptions(null, Map.of());

    private final String weights;
    private final Map<String, String> metadata;

    private LoadOptions(String weights, Map<String, String> metadata) {
        this.weights = weights;
        this.metadata = metadata;
    }

    /// Takes other weights out of a training checkpoint than the best ones.
    ///
    /// @param key `state_dict`, for example, or what stands before the names of a network's tensors, as in
    ///        `teacher.conv_stem.weight`; without it, the first that there is of `state_dict_ema`, `model_ema`,
    ///        `state_dict` and `model`, or the only ones
    /// @return options with this one too
    public LoadOptions withWeights(String key) { return new LoadOptions(Objects.requireNonNull(key, "key"), metadata); }

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
        return new LoadOptions(weights, Collections.unmodifiableMap(all));
    }

    /// {@return the key of the weights to take, or null for the best}
    public String weights() { return weights; }

    /// {@return what is said in place of the checkpoint's metadata} Unmodifiable.
    public Map<String, String> metadata() { return metadata; }
}
