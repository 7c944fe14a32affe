package dev.ghostlane.ghostnetv2.weights;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.Finding;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.files.Quote;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.images.Preprocessing;
import dev.ghostlane.images.Resampling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a checkpoint's metadata says beside its weights: preprocessing, labels, origin. What it does not say is
/// timm's for ImageNet.
///
/// @param source the checkpoint, as messages name it
/// @param metadata its text
/// @param origins who says an entry of it, where that is not the checkpoint itself
public record ModelCard(String source, Map<String, String> metadata, Map<String, String> origins) {

    private static final int IMAGENET_CLASSES = 1000;

    /// Larger than any photo needs, and small enough for memory: a few bytes of metadata must not ask for gigabytes.
    private static final int LARGEST_INPUT = 2048;

    private static final String DEFAULT = "timm's for ImageNet, where there is no metadata";

    /// A card of which the checkpoint says all.
    public ModelCard(String source, Map<String, String> metadata) { this(source, metadata, Map.of()); }

    public static ModelCard of(StateDict dict) {
        return new ModelCard(dict.source(), dict.metadata(),
                dict.metadata().keySet().stream().collect(Collectors.toMap(key -> key, dict::origin)));
    }

    private String origin(String key) { return origins.getOrDefault(key, "metadata"); }

    /// From `input_size`, `crop_pct`, `interpolation`, `mean` and `std`.
    ///
    /// @throws CheckpointException if they cannot be used, or the network is not defined for the size
    public Preprocessing preprocessing(Configuration configuration) {
        Preprocessing preprocessing = preprocessing();
        int size = preprocessing.crop();
        if (size < configuration.smallestInput() || size > LARGEST_INPUT) {
            throw new CheckpointException(
                    source + ": " + origin(Metadata.INPUT_SIZE) + " input_size must be " + configuration.smallestInput()
                            + " to " + LARGEST_INPUT + ", found " + size);
        }
        return preprocessing;
    }

    /// What the preprocessing is, and who says it.
    public Finding finding(Preprocessing preprocessing) {
        return new Finding("preprocessing", "short edge to " + preprocessing.shortEdge() + ", "
                + preprocessing.resampling().name().toLowerCase(Locale.ROOT) + ", crop to " + preprocessing.crop()
                + ": " + sources());
    }

    private String sources() {
        Map<String, List<String>> keys = Metadata.DEFAULTS.keySet().stream().collect(Collectors.groupingBy(
                key -> metadata.containsKey(key) ? origin(key) : DEFAULT, LinkedHashMap::new, Collectors.toList()));
        return keys.entrySet().stream().map(entry -> entry.getKey() + " " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    /// Who names the classes.
    public Finding labelsFinding(int classes) {
        return new Finding("labels", metadata.containsKey(Metadata.LABELS)
                ? origin(Metadata.LABELS) + " labels"
                : classes == IMAGENET_CLASSES
                        ? "ImageNet's, for there are 1000 classes"
                        : "none, so classes are numbered");
    }

    private Preprocessing preprocessing() {
        if (!metadata.getOrDefault(Metadata.CROP_MODE, "center").equals("center")) {
            throw new CheckpointException(
                    source + ": " + origin(Metadata.CROP_MODE) + " crop_mode must be center, found "
                            + Quote.of(metadata.get(Metadata.CROP_MODE)) + ": images would be cut in another way");
        }
        int size = value(Metadata.INPUT_SIZE, "a whole number of pixels above 0", Integer::valueOf, found -> found > 0);
        double fraction = value(Metadata.CROP_PCT, "a number above 0 and at most 1", Double::valueOf,
                found -> found > 0 && found <= 1);
        Resampling resampling = value(Metadata.INTERPOLATION, "bicubic or bilinear", Resampling::named, _ -> true);
        List<Float> mean = value(Metadata.MEAN, "three numbers from 0 to 1, for pixels from 0 to 1", ModelCard::floats,
                found -> found.size() == 3 && found.stream().allMatch(number -> number >= 0 && number <= 1));
        List<Float> std = value(Metadata.STD, "three finite numbers other than 0, for pixels from 0 to 1",
                ModelCard::floats, found -> found.size() == 3
                        && found.stream().allMatch(number -> number != 0 && Float.isFinite(number)));
        try {
            return Preprocessing.timm(size, fraction, resampling, mean, std);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(source + ": the preprocessing cannot be used: " + e.getMessage() + " ("
                    + sources() + ")", e);
        }
    }

    private <T> T value(String key, String expected, Function<String, T> parse, Predicate<T> isGood) {
        String text = metadata.getOrDefault(key, Metadata.DEFAULTS.get(key));
        try {
            T value = parse.apply(text.strip());
            if (isGood.test(value)) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // No number, or no filter: the same answer as for one that is out of range.
        }
        throw new CheckpointException(source + ": " + origin(key) + " " + key + " must be " + expected + ", found "
                + Quote.of(text));
    }

    private static List<Float> floats(String text) {
        return Stream.of(text.split(",")).map(String::strip).map(Float::valueOf).toList();
    }

    /// The metadata with what is not said in it: the configuration, and timm's preprocessing where it applies.
    public Map<String, String> complete(Configuration configuration) {
        Map<String, String> complete = new LinkedHashMap<>(metadata);
        complete.putAll(Metadata.of(configuration));
        Metadata.DEFAULTS.forEach(complete::putIfAbsent);
        return complete;
    }

    /// The same with other labels.
    public ModelCard withLabels(List<String> labels) {
        Map<String, String> named = new LinkedHashMap<>(metadata);
        named.put(Metadata.LABELS, String.join("\n", labels) + "\n");
        Map<String, String> from = new LinkedHashMap<>(origins);
        from.put(Metadata.LABELS, "option");
        return new ModelCard(source, Collections.unmodifiableMap(named), from);
    }

    /// From `labels`, one a line or, if there is no line end, separated by commas; otherwise ImageNet's for 1000
    /// classes; otherwise `class 0`, `class 1`, …
    public List<String> labels(int classes) {
        String text = metadata.get(Metadata.LABELS);
        if (text != null && classes > 0) {
            Stream<String> parts = text.contains("\n") ? text.lines() : Stream.of(text.split(",", -1));
            List<String> labels = parts.map(String::strip).toList();
            if (labels.size() != classes) {
                throw new CheckpointException(
                        source + ": " + origin(Metadata.LABELS) + " has " + labels.size() + " labels for " + classes
                                + " classes");
            }
            return labels;
        }
        return classes == IMAGENET_CLASSES
                ? imagenetLabels()
                : IntStream.range(0, classes).mapToObj(index -> "class " + index).toList();
    }

    private static List<String> imagenetLabels() {
        try (InputStream resource = ModelCard.class.getResourceAsStream("imagenet-1k-labels.txt")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException("the library's own list of ImageNet labels cannot be read", e);
        }
    }

    /// One line that says what the model is and, if its metadata knows, how good.
    public String description(Configuration configuration) {
        StringBuilder text = new StringBuilder().append(configuration.variant()).append(", width ")
                .append(configuration.width()).append(", ").append(switch (configuration.classes()) {
                    case 0 -> "no classifier";
                    case 1 -> "1 class";
                    default -> configuration.classes() + " classes";
                });
        if (metadata.containsKey(Metadata.TRAINED_ON)) {
            text.append(", trained on ").append(metadata.get(Metadata.TRAINED_ON));
        }
        if (metadata.containsKey(Metadata.TOP1_TEST)) {
            text.append(", ").append(percent(metadata.get(Metadata.TOP1_TEST))).append(" of its test images right");
        }
        if (metadata.containsKey(Metadata.INPUT_SIZE)) {
            String size = metadata.get(Metadata.INPUT_SIZE);
            text.append(", sees images at ").append(size).append("×").append(size).append(" pixels");
        }
        return text.append(" (").append(source).append(")").toString();
    }

    private static String percent(String fraction) {
        try {
            return String.format(Locale.ROOT, "%.2f %%", 100 * Double.parseDouble(fraction));
        } catch (NumberFormatException e) {
            return fraction;
        }
    }
}
