package dev.ghostlane.ghostnetv2.weights;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.Finding;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.files.Quote;
import dev.ghostlane.ghostnetv2.network.Attention;
import dev.ghostlane.ghostnetv2.network.Bottleneck;
import dev.ghostlane.ghostnetv2.network.ChannelRounding;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Recognises the configuration of a state dict from its tensors and metadata, and checks every tensor.
public final class StateDictReader {

    private static final List<String> COUNTERS = List.of("num_batches_tracked", "total_ops", "total_params",
            "n_averaged");
    private static final int PROBLEMS_SHOWN = 8;

    private final StateDict dict;

    public StateDictReader(StateDict dict) { this.dict = dict; }

    /// Finds the configuration and checks that the tensors are exactly those of its network. Variant and width are
    /// those that fit; if none fits, the message is about the ones that fit best.
    ///
    /// @throws CheckpointException naming missing, misshapen and unknown tensors
    public Configuration configuration() {
        int stem = size("conv_stem.weight", 4);
        int channels = dict.find("conv_stem.weight").orElseThrow().shape().get(1);
        if (channels != 3) {
            throw new CheckpointException(dict.source() + ": the network is made for " + channels + " input channel"
                    + (channels == 1 ? "" : "s") + " (conv_stem.weight has shape "
                    + dict.find("conv_stem.weight").orElseThrow().shape()
                    + "); only networks for the 3 channels of RGB images are run");
        }
        boolean classifies = dict.names().stream().anyMatch(name -> name.startsWith("classifier."));
        if (classifies && dict.find("classifier.weight").isEmpty()) {
            throw new CheckpointException(dict.source() + ": there is no tensor classifier.weight, but "
                    + dict.names().stream().filter(name -> name.startsWith("classifier.")).limit(PROBLEMS_SHOWN)
                            .map(Quote::of).collect(Collectors.joining(", "))
                    + "; without any tensor of the classifier the network is one for features");
        }
        int classes = classifies ? size("classifier.weight", 2) : 0;
        Configuration best = null;
        List<String> fewest = null;
        for (Configuration candidate : candidates(stem, classes)) {
            List<String> problems = problems(candidate);
            if (problems.isEmpty()) {
                requireKnownUpsample(candidate);
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

    /// All configurations that give the stem this many channels, those with the same channel counts once: the likeliest
    /// widths first, and the newest networks, but GhostNetV3 last, which has the tensors of GhostNetV2 where it is
    /// folded.
    private List<Configuration> candidates(int stem, int classes) {
        boolean folded = dict.find("conv_stem.bias").isPresent();
        List<Configuration> candidates = new ArrayList<>();
        Set<List<Integer>> seen = new HashSet<>();
        for (double width : widths()) {
            for (ChannelRounding rounding : roundings()) {
                if (rounding.apply(16 * width) == stem && seen.add(channels(width, rounding))) {
                    for (Variant variant : variants()) {
                        candidates.add(new Configuration(variant, width, classes, stemStride(), upsample(),
                                rounding, attention(variant), folded));
                    }
                }
            }
        }
        return candidates;
    }

    private static List<Integer> channels(double width, ChannelRounding rounding) {
        List<Integer> channels = new ArrayList<>();
        for (Bottleneck row : Bottleneck.TABLE) {
            int expanded = rounding.apply(row.expanded() * width);
            channels.add(rounding.apply(row.out() * width));
            channels.add(expanded);
            channels.add(row.squeezes() ? rounding.apply(expanded * 0.25) : 0);
        }
        return channels;
    }

    /// The network that the metadata names first.
    private List<Variant> variants() {
        List<Variant> variants = new ArrayList<>(List.of(Variant.GHOSTNETV2, Variant.GHOSTNET, Variant.GHOSTNETV3));
        for (Variant variant : Variant.values()) {
            if (variant.toString().equals(dict.metadata().get(Metadata.NETWORK)) && variants.remove(variant)) {
                variants.addFirst(variant);
            }
        }
        return variants;
    }

    private List<ChannelRounding> roundings() {
        return Metadata.ROUNDED_UP.equals(dict.metadata().get(Metadata.ROUNDING))
                ? List.of(ChannelRounding.UP, ChannelRounding.NEAREST)
                : List.of(ChannelRounding.NEAREST, ChannelRounding.UP);
    }

    private static String summary(List<String> problems) {
        List<String> shown = problems.subList(0, Math.min(PROBLEMS_SHOWN, problems.size()));
        int rest = problems.size() - shown.size();
        return String.join("; ", shown) + (rest > 0 ? "; and " + rest + " more" : "");
    }

    /// First size of a tensor that every network of the family has.
    private int size(String name, int rank) {
        Tensor tensor = dict.find(name).orElseThrow(() -> new CheckpointException(
                dict.source() + " is no network of the GhostNet family: there is no tensor " + name
                        + (dict.find("classifier.weight").isEmpty() ? ", and no classifier.weight" : "")));
        if (tensor.shape().size() != rank || tensor.shape().get(0) < 1) {
            throw new CheckpointException(dict.source() + ": " + name + " must have " + rank
                    + " dimensions, none of size 0, found shape " + tensor.shape());
        }
        return tensor.shape().get(0);
    }

    /// Widths to try: the one the metadata names, then round ones first.
    private Set<Double> widths() {
        Set<Double> widths = new LinkedHashSet<>();
        metadataWidth().ifPresent(widths::add);
        for (int step : new int[]{100, 50, 10, 5, 1}) {
            for (int hundredths = step; hundredths <= 1000; hundredths += step) {
                widths.add(hundredths / 100.0);
            }
        }
        // The layer of 960 channels tells the width closest, for one that is no multiple of a hundredth.
        Optional<Tensor> last = dict.find("blocks.9.0.conv.weight");
        if (last.isPresent() && !last.get().shape().isEmpty()) {
            double width = last.get().shape().get(0) / 960.0;
            if (width > 0 && width <= 10) {
                widths.add(width);
            }
        }
        return widths;
    }

    private Optional<Double> metadataWidth() {
        String text = dict.metadata().get(Metadata.WIDTH);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Configuration.of(Double.parseDouble(text), 1).width());
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(
                    dict.source() + ": " + dict.origin(Metadata.WIDTH)
                            + " width must be a number above 0 and at most 10, found " + Quote.of(text),
                    e);
        }
    }

    private int stemStride() {
        String stride = dict.metadata().getOrDefault(Metadata.STEM_STRIDE, "2");
        return switch (stride) {
            case "1" -> 1;
            case "2" -> 2;
            default -> throw new CheckpointException(
                    dict.source() + ": " + dict.origin(Metadata.STEM_STRIDE) + " stem_stride must be 1 or 2, found "
                            + Quote.of(stride));
        };
    }

    /// The metadata's resize mode, or the published one where it says none, or one that is not known.
    private UpsampleMode upsample() {
        return Optional.ofNullable(dict.metadata().get(Metadata.UPSAMPLE)).flatMap(Metadata::upsample)
                .orElse(UpsampleMode.NEAREST);
    }

    /// The metadata's attention, if it says one that the variant may have, or the published one.
    private Attention attention(Variant variant) {
        String text = dict.metadata().get(Metadata.ATTENTION);
        if (text == null) {
            return variant.attention();
        }
        try {
            Attention attention = Attention.parse(text);
            return variant.allows(attention) ? attention : variant.attention();
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(dict.source() + ": " + dict.origin(Metadata.ATTENTION) + " attention: "
                    + e.getMessage(), e);
        }
    }

    /// A network without attention has nothing to resize, so no mode is wrong for it.
    private void requireKnownUpsample(Configuration configuration) {
        String mode = dict.metadata().get(Metadata.UPSAMPLE);
        if (configuration.isDecoupled() && mode != null && Metadata.upsample(mode).isEmpty()) {
            throw new CheckpointException(dict.source() + ": " + dict.origin(Metadata.UPSAMPLE)
                    + " upsample must be nearest, bilinear or bilinear_align_corners, found " + Quote.of(mode));
        }
    }

    /// What tells that the state dict is of a configuration, and what is assumed.
    public List<Finding> findings(Configuration configuration) {
        List<Finding> findings = new ArrayList<>(dict.findings());
        findings.add(new Finding("network", configuration.variant() + ": " + switch (configuration.variant()) {
            case GHOSTNET -> configuration.attends()
                    ? "ghost modules have tensors of self-attention, as the metadata says"
                    : "no ghost module has tensors of attention";
            case GHOSTNETV2 -> "ghost modules have tensors of attention, " + attentionTensor(configuration)
                    + " for example";
            case GHOSTNETV3 -> "ghost modules have tensors of attention, and biases instead of normalisations";
        } + (configuration.folded() ? "; normalisations are folded, for there is conv_stem.bias" : "")));
        findings.add(new Finding("width", configuration.width() + ": conv_stem.weight has "
                + configuration.channels(16) + " channels, and the shapes of all other tensors fit"
                + (configuration.rounding() == ChannelRounding.UP ? ", rounded up to multiples of 4" : "")));
        findings.add(new Finding("classes", configuration.classes() == 0
                ? "none: there is no classifier.weight, so only features can be had"
                : configuration.classes() + ": rows of classifier.weight"));
        findings.add(new Finding("stem stride", configuration.stemStride() + origin(Metadata.STEM_STRIDE)));
        if (configuration.isDecoupled()) {
            findings.add(
                    new Finding("resize mode", Metadata.text(configuration.upsample()) + origin(Metadata.UPSAMPLE)));
        }
        if (!configuration.attention().equals(configuration.variant().attention())) {
            findings.add(new Finding("attention", configuration.attention() + origin(Metadata.ATTENTION)));
        }
        long counters = dict.names().stream().filter(StateDictReader::isCounter).count();
        if (counters > 0) {
            findings.add(new Finding(Finding.IGNORED, counters + " counters of frameworks and profilers ("
                    + String.join(", ", COUNTERS) + ")"));
        }
        return List.copyOf(findings);
    }

    private static String attentionTensor(Configuration configuration) {
        return "blocks.2.0.ghost" + (configuration.attention().place().isExpanded() ? 1 : 2) + ".short_conv.0.weight";
    }

    /// Where a value that metadata may have comes from, for a finding.
    private String origin(String key) {
        return dict.metadata().containsKey(key)
                ? ": " + dict.origin(key) + " " + key
                : ": as published, for there is no metadata " + key;
    }

    private List<String> problems(Configuration configuration) {
        Map<String, List<Integer>> expected = configuration.parameters();
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
