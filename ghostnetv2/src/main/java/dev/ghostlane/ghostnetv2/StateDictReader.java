package dev.ghostlane.ghostnetv2;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Recognises the configuration of a state dict from its tensors and metadata, and checks every tensor.
final class StateDictReader {

    private static final List<String> COUNTERS = List.of("num_batches_tracked", "total_ops", "total_params");
    private static final int PROBLEMS_SHOWN = 8;

    private final StateDict dict;

    StateDictReader(StateDict dict) { this.dict = dict; }

    /// Finds the configuration and checks that the tensors are exactly those of its network. Variant and width are
    /// those that fit; if none fits, the message is about the ones that fit best.
    ///
    /// @throws CheckpointException naming missing, misshapen and unknown tensors
    Configuration configuration() {
        int classes = size("classifier.weight", 2);
        int stem = size("conv_stem.weight", 4);
        Configuration best = null;
        List<String> fewest = null;
        for (Configuration candidate : candidates(stem, classes)) {
            List<String> problems = problems(candidate);
            if (problems.isEmpty()) {
                return candidate;
            }
            if (fewest == null || problems.size() < fewest.size()) {
                best = candidate;
                fewest = problems;
            }
        }
        if (best == null) {
            throw new CheckpointException(dict.source() + ": conv_stem.weight has " + stem
                    + " output channels, which no network of the GhostNet family up to width 10 has");
        }
        throw new CheckpointException(dict.source() + " is no " + best.variant() + " of width " + best.width()
                + " (which fits best): " + summary(fewest));
    }

    /// All configurations that give the stem this many channels: the likeliest widths first, and the newest networks.
    private List<Configuration> candidates(int stem, int classes) {
        List<Configuration> candidates = new ArrayList<>();
        for (double width : widths(stem)) {
            for (Variant variant : List.of(Variant.values()).reversed()) {
                candidates.add(new Configuration(variant, width, classes, stemStride(), upsample()));
            }
        }
        return candidates;
    }

    private static String summary(List<String> problems) {
        List<String> shown = problems.subList(0, Math.min(PROBLEMS_SHOWN, problems.size()));
        int rest = problems.size() - shown.size();
        return String.join("; ", shown) + (rest > 0 ? "; and " + rest + " more" : "");
    }

    /// First size of a tensor that every network of the family has.
    private int size(String name, int rank) {
        Tensor tensor = dict.find(name).orElseThrow(() -> new CheckpointException(
                dict.source() + " is no network of the GhostNet family: there is no tensor " + name));
        if (tensor.shape().size() != rank || tensor.shape().get(0) < 1) {
            throw new CheckpointException(dict.source() + ": " + name + " must have " + rank
                    + " dimensions, none of size 0, found shape " + tensor.shape());
        }
        return tensor.shape().get(0);
    }

    /// Widths that give the stem this many channels: the one the metadata names, then round ones first.
    private Set<Double> widths(int stem) {
        Set<Double> widths = new LinkedHashSet<>();
        metadataWidth().ifPresent(width -> addFitting(widths, width, stem));
        for (int step : new int[]{100, 50, 10, 5, 1}) {
            for (int hundredths = step; hundredths <= 1000; hundredths += step) {
                addFitting(widths, hundredths / 100.0, stem);
            }
        }
        // The layer of 960 channels tells the width closest, for one that is no multiple of a hundredth.
        Optional<Tensor> last = dict.find("blocks.9.0.conv.weight");
        if (last.isPresent() && !last.get().shape().isEmpty()) {
            double width = last.get().shape().get(0) / 960.0;
            if (width > 0 && width <= 10) {
                addFitting(widths, width, stem);
            }
        }
        return widths;
    }

    private static void addFitting(Set<Double> widths, double width, int stem) {
        if (Configuration.divisibleBy4(16 * width) == stem) {
            widths.add(width);
        }
    }

    private Optional<Double> metadataWidth() {
        String text = dict.metadata().get("width");
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Configuration.of(Double.parseDouble(text), 1).width());
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(
                    dict.source() + ": metadata width must be a number above 0 and at most 10, found " + text, e);
        }
    }

    private int stemStride() {
        String stride = dict.metadata().getOrDefault("stem_stride", "2");
        return switch (stride) {
            case "1" -> 1;
            case "2" -> 2;
            default -> throw new CheckpointException(
                    dict.source() + ": metadata stem_stride must be 1 or 2, found " + stride);
        };
    }

    private UpsampleMode upsample() {
        String mode = dict.metadata().getOrDefault("upsample", "nearest");
        return switch (mode) {
            case "nearest" -> UpsampleMode.NEAREST;
            case "bilinear" -> UpsampleMode.BILINEAR_HALF_PIXEL;
            case "bilinear_align_corners" -> UpsampleMode.BILINEAR_ALIGNED_CORNERS;
            default -> throw new CheckpointException(dict.source()
                    + ": metadata upsample must be nearest, bilinear or bilinear_align_corners, found " + mode);
        };
    }

    private List<String> problems(Configuration configuration) {
        Map<String, List<Integer>> expected = new Architecture(configuration).parameters();
        List<String> problems = new ArrayList<>();
        expected.forEach((name, shape) -> {
            Optional<Tensor> found = dict.find(name);
            if (found.isEmpty()) {
                problems.add("missing " + name + " of shape " + shape);
            } else if (!found.get().shape().equals(shape)) {
                problems.add(name + " must have shape " + shape + ", found " + found.get().shape());
            }
        });
        for (String name : dict.names()) {
            if (!expected.containsKey(name) && !isCounter(name)) {
                problems.add("unknown tensor " + name + " of shape " + dict.find(name).orElseThrow().shape());
            }
        }
        return problems;
    }

    /// Whether a tensor is one that frameworks and profilers add and no network needs.
    private static boolean isCounter(String name) {
        return COUNTERS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
