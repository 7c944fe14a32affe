package dev.ghostlane.ghostnetv2.onnx.reader;

import dev.ghostlane.ghostnetv2.onnx.reader.Form.Plain;
import dev.ghostlane.ghostnetv2.onnx.reader.Structure.Step;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A graph beside a network of the family: from the images on, each operation is looked for among those that read the
/// values that were found. What the last one gives is then the network's output, and nothing else can be in between.
final class Recognition {
    private static final int SHOWN = 4;

    /// Operations at the beginning that all networks of the family have.
    private static final int COMMON = 10;

    private final Structure structure;
    private final Map<String, Value> found = new HashMap<>();
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private UpsampleMode mode;
    private int matched;
    private String departure;

    /// A convolution and what follows it before the next operation, in order: normalisations and products and sums with
    /// constants.
    record Layer(Form.Convolution convolution, List<Form> norms) {}

    Recognition(Structure structure, Value images) {
        this.structure = structure;
        found.put(structure.input(), images);
        for (Step step : structure.steps()) {
            if (!match(step)) {
                return;
            }
            matched++;
        }
    }

    private boolean match(Step step) {
        List<Value> inputs = step.inputs().stream().map(found::get).toList();
        List<Value> fitting = inputs.getFirst().readers().stream().filter(fits(step, inputs)).distinct().limit(2)
                .toList();
        if (fitting.isEmpty()) {
            departure = departure(step, inputs.getFirst());
            return false;
        }
        if (fitting.size() > 1 && step.output().equals(structure.output())) {
            departure = "it has two classifiers, " + fitting.getFirst() + " and " + fitting.getLast();
            return false;
        }
        Value value = fitting.getFirst();
        if (value.form() instanceof Form.Convolution convolution) {
            List<Form> norms = new ArrayList<>(1);
            for (Optional<Value> next = norm(value); next.isPresent(); next = norm(value)) {
                value = next.get();
                norms.add(value.form());
            }
            layers.put(step.output(), new Layer(convolution, norms));
        } else if (value.form() instanceof Form.Resize resize) {
            List<Num> like = found.get(step.like()).sizes();
            if (!value.sizes().subList(2, 4).equals(like.subList(2, 4))) {
                departure = value + " does not resize to the height and width of what it gates, "
                        + found.get(step.like());
                return false;
            }
            if (mode != null && mode != resize.mode()) {
                departure = value + " resizes by " + resize.mode() + ", those before it by " + mode;
                return false;
            }
            mode = resize.mode();
        }
        found.put(step.output(), value);
        return true;
    }

    private static Optional<Value> norm(Value value) {
        return value.readers().stream().filter(reader -> reader.form() instanceof Form.Normalization
                || reader.form() instanceof Form.PerChannel || reader.form() instanceof Form.Scalar).findFirst();
    }

    private Predicate<Value> fits(Step step, List<Value> inputs) {
        if (step.kind() == null) {
            return value -> value.form() instanceof Form.Convolution conv && fits(step, conv);
        }
        return switch (step.kind()) {
            case RELU -> value -> value.form() instanceof Form.Clamp clamp && clamp.isRelu();
            case SIGMOID -> value -> value.form() == Plain.SIGMOID;
            case HARD_SIGMOID -> value -> value.form() == Plain.HARD_SIGMOID;
            case AVERAGE_POOL -> value -> value.form() == Plain.AVERAGE_POOL;
            case GLOBAL_AVERAGE -> value -> value.form() == Plain.GLOBAL_AVERAGE
                    || value.form() == Plain.AVERAGE_POOL && value.isOnePixel()
                            && inputs.getFirst().sizes().subList(2, 4).stream().allMatch(size -> size.is(2));
            case RESIZE -> value -> value.form() instanceof Form.Resize;
            case SUM -> value -> value.form() == Plain.ADD && isOf(value, inputs);
            case PRODUCT -> value -> value.form() == Plain.MULTIPLY && isOf(value, inputs);
            case CONCATENATION -> value -> value.form() == Plain.CONCATENATE && value.inputs().equals(inputs);
        };
    }

    private static boolean isOf(Value value, List<Value> inputs) {
        return value.inputs().equals(inputs) || value.inputs().equals(inputs.reversed());
    }

    /// The stem has stride 1 or 2; strips may have any odd length.
    private boolean fits(Step step, Form.Convolution conv) {
        int height = step.kernel().get(0);
        int width = step.kernel().get(1);
        boolean isStrip = height != width;
        boolean isKernel = isStrip
                ? conv.height() > 1 == height > 1 && conv.width() > 1 == width > 1
                : conv.height() == height && conv.width() == width;
        boolean isStem = matched == 0;
        return isKernel && conv.isDepthwise() == step.isDepthwise()
                && (conv.stride() == step.kernel().get(2) || isStem && conv.stride() == 1);
    }

    private String departure(Step step, Value from) {
        List<Value> readers = from.readers();
        String others = readers.size() > SHOWN ? " and " + (readers.size() - SHOWN) + " more" : "";
        String seen = readers.isEmpty()
                ? "nothing that reads it"
                : readers.stream().limit(SHOWN).map(Value::toString).collect(Collectors.joining(", ")) + others;
        return "after " + from + " (" + step.inputs().getFirst() + " of " + structure.title() + ") expected "
                + step.text() + " (" + step.output() + "), found " + seen;
    }

    Structure structure() { return structure; }

    /// How many operations were found.
    int matched() { return matched; }

    /// Where the graph is another network; null if it is not.
    String departure() { return departure; }

    /// The value of an operation.
    Value value(String output) { return found.get(output); }

    /// The convolutions by the name of the operation.
    Map<String, Layer> layers() { return layers; }

    /// How gates are resized; null if nothing is.
    UpsampleMode mode() { return mode; }

    /// The graph beside the network of the family that it fits.
    ///
    /// @throws OnnxException if it fits none, by the one that it fits longest
    static Recognition of(Graph graph) {
        Recognition best = null;
        for (Structure.Kept kept : Structure.Kept.values()) {
            Recognition recognition = new Recognition(kept.structure(), graph.input());
            if (recognition.departure == null) {
                return recognition;
            }
            if (best == null || recognition.matched > best.matched) {
                best = recognition;
            }
            if (best.matched <= COMMON) {
                break;
            }
        }
        throw new OnnxException("no network of the GhostNet family: " + best.departure);
    }
}
