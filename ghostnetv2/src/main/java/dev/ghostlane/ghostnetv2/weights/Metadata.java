package dev.ghostlane.ghostnetv2.weights;

import dev.ghostlane.ghostnetv2.network.ChannelRounding;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.images.Preprocessing;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The keys of a checkpoint's metadata that say what its tensors cannot, and their values.
public final class Metadata {

    static final String NETWORK = "network";
    static final String WIDTH = "width";
    static final String CLASSES = "classes";
    static final String STEM_STRIDE = "stem_stride";
    static final String UPSAMPLE = "upsample";
    static final String ATTENTION = "attention";
    static final String ROUNDING = "rounding";
    static final String INPUT_SIZE = "input_size";
    static final String CROP_PCT = "crop_pct";
    static final String CROP_MODE = "crop_mode";
    static final String INTERPOLATION = "interpolation";
    static final String MEAN = "mean";
    static final String STD = "std";
    static final String LABELS = "labels";
    static final String TRAINED_ON = "trained_on";
    static final String TOP1_TEST = "top1_test";

    /// The value of [#ROUNDING] for [ChannelRounding#UP].
    static final String ROUNDED_UP = "up";

    /// The preprocessing where metadata does not say it: timm's for ImageNet. In the order of messages.
    static final Map<String, String> DEFAULTS = defaults();

    /// What somebody who loads a checkpoint may say in place of its metadata.
    public static final List<String> OVERRIDES = List.of(WIDTH, STEM_STRIDE, UPSAMPLE, INPUT_SIZE, CROP_PCT, CROP_MODE,
            INTERPOLATION, MEAN, STD, LABELS);

    private Metadata() {}

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put(INPUT_SIZE, "224");
        defaults.put(CROP_PCT, "0.875");
        defaults.put(INTERPOLATION, "bicubic");
        defaults.put(MEAN, text(Preprocessing.IMAGENET.mean()));
        defaults.put(STD, text(Preprocessing.IMAGENET.std()));
        return Collections.unmodifiableMap(defaults);
    }

    private static String text(List<Float> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /// What loads as a configuration, together with its tensors.
    static Map<String, String> of(Configuration configuration) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(NETWORK, configuration.variant().toString());
        metadata.put(WIDTH, Double.toString(configuration.width()));
        metadata.put(CLASSES, Integer.toString(configuration.classes()));
        metadata.put(STEM_STRIDE, Integer.toString(configuration.stemStride()));
        metadata.put(UPSAMPLE, text(configuration.upsample()));
        if (!configuration.attention().equals(configuration.variant().attention())) {
            metadata.put(ATTENTION, configuration.attention().toString());
        }
        if (configuration.rounding() != ChannelRounding.NEAREST) {
            metadata.put(ROUNDING, ROUNDED_UP);
        }
        return metadata;
    }

    /// A resize mode as metadata has it.
    static String text(UpsampleMode mode) {
        return switch (mode) {
            case NEAREST -> "nearest";
            case BILINEAR_HALF_PIXEL -> "bilinear";
            case BILINEAR_ALIGNED_CORNERS -> "bilinear_align_corners";
        };
    }

    /// The resize mode of a text, if it is one.
    static Optional<UpsampleMode> upsample(String text) {
        for (UpsampleMode mode : UpsampleMode.values()) {
            if (text(mode).equals(text)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
