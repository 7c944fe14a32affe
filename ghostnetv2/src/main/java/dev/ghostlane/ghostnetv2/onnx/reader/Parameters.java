package dev.ghostlane.ghostnetv2.onnx.reader;

import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.ghostnetv2.onnx.reader.OnnxReader.Weight;
import dev.ghostlane.ghostnetv2.onnx.reader.Recognition.Layer;
import dev.ghostlane.ghostnetv2.onnx.reader.Structure.Step;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The weights of a network that was found, under the names of the authors' code: with the normalisations as they are,
/// if there is one wherever the network has one, otherwise with all of them folded into the convolutions.
final class Parameters {
    private final Recognition recognition;
    private final List<Weight> weights = new ArrayList<>();

    Parameters(Recognition recognition) { this.recognition = recognition; }

    /// All weights.
    List<Weight> weights() {
        Set<String> merged = recognition.structure().merged();
        boolean isPlain = isNormalized(Set.of());
        boolean isMerged = !isPlain && !merged.isEmpty() && isNormalized(merged);
        for (Step step : recognition.structure().steps()) {
            Layer layer = recognition.layers().get(step.output());
            if (layer != null && (isPlain || isMerged && !merged.contains(step.output())) && step.norm() != null) {
                addNormalized(step, layer);
            } else if (layer != null) {
                addFolded(step, layer);
            }
        }
        return weights;
    }

    /// Whether convolutions have normalisations where the network has them, and there alone.
    ///
    /// @param merged names of convolutions that have none
    private boolean isNormalized(Set<String> merged) {
        return recognition.structure().steps().stream().filter(step -> step.kind() == null).allMatch(step -> {
            Layer layer = recognition.layers().get(step.output());
            return step.norm() == null || merged.contains(step.output())
                    ? layer.norms().isEmpty()
                    : isNormalized(layer);
        });
    }

    private static boolean isNormalized(Layer layer) {
        return layer.convolution().bias() == null && layer.norms().size() == 1
                && layer.norms().getFirst() instanceof Form.Normalization norm
                && norm.epsilon() == LayerBuilder.EPSILON;
    }

    private void addNormalized(Step step, Layer layer) {
        add(step.output() + ".weight", layer.convolution(), step.rank());
        Form.Normalization norm = (Form.Normalization) layer.norms().getFirst();
        add(step.norm() + ".weight", norm.scale());
        add(step.norm() + ".bias", norm.shift());
        add(step.norm() + ".running_mean", norm.mean());
        add(step.norm() + ".running_var", norm.variance());
    }

    private void add(String name, Tensor tensor) {
        weights.add(new Weight(name, tensor.type(), List.of(tensor.elements()), tensor.data(), tensor.offset()));
    }

    private void add(String name, Form.Convolution convolution, int rank) {
        Tensor tensor = convolution.weights();
        if (convolution.transposed()) {
            add(name, values(convolution), sizes(convolution, rank));
        } else {
            weights.add(new Weight(name, tensor.type(), sizes(convolution, rank), tensor.data(), tensor.offset()));
        }
    }

    private void add(String name, double[] values, List<Integer> sizes) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putFloat((float) value);
        }
        weights.add(new Weight(name, ElementType.FLOAT, sizes, bytes.array(), 0));
    }

    private void addFolded(Step step, Layer layer) {
        Form.Convolution convolution = layer.convolution();
        int out = sizes(convolution, 2).getFirst();
        if (layer.norms().isEmpty()) {
            add(step.output() + ".weight", convolution, step.rank());
            if (convolution.bias() != null) {
                add(step.output() + ".bias", convolution.bias());
            } else {
                add(step.output() + ".bias", new double[out], List.of(out));
            }
            return;
        }
        double[] factors = new double[out];
        Arrays.fill(factors, 1);
        double[] bias = convolution.bias() == null ? new double[out] : convolution.bias().values();
        layer.norms().forEach(norm -> fold(norm, factors, bias));
        double[] values = values(convolution);
        int depth = values.length / out;
        for (int i = 0; i < values.length; i++) {
            values[i] *= factors[i / depth];
        }
        add(step.output() + ".weight", values, sizes(convolution, step.rank()));
        add(step.output() + ".bias", bias, List.of(out));
    }

    /// As `Folding` of the engine does it, in double precision.
    private static void fold(Form form, double[] factors, double[] bias) {
        if (form instanceof Form.Normalization norm) {
            double[] scale = norm.scale().values();
            double[] shift = norm.shift().values();
            double[] mean = norm.mean().values();
            double[] variance = norm.variance().values();
            for (int o = 0; o < factors.length; o++) {
                double factor = scale[o] / Math.sqrt(variance[o] + norm.epsilon());
                factors[o] *= factor;
                bias[o] = (bias[o] - mean[o]) * factor + shift[o];
            }
            return;
        }
        double[] constant = form instanceof Form.PerChannel channels ? channels.constant().values() : null;
        for (int o = 0; o < factors.length; o++) {
            double factor = 1;
            double shift = 0;
            if (form instanceof Form.Scalar scalar) {
                factor = scalar.factor();
                shift = scalar.shift();
            } else {
                switch (((Form.PerChannel) form).operator()) {
                    case "Add" -> shift = constant[o];
                    case "Sub" -> shift = -constant[o];
                    case "Mul" -> factor = constant[o];
                    default -> factor = 1 / constant[o];
                }
            }
            factors[o] *= factor;
            bias[o] = bias[o] * factor + shift;
        }
    }

    /// The weights with the outputs first.
    private static double[] values(Form.Convolution convolution) {
        double[] values = convolution.weights().values();
        if (!convolution.transposed()) {
            return values;
        }
        int out = convolution.weights().sizes().get(1);
        int in = convolution.weights().sizes().get(0);
        double[] rows = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            rows[i % out * in + i / out] = values[i];
        }
        return rows;
    }

    /// Sizes of the weights with the outputs first, those of a kernel of one pixel as many as the name's.
    private static List<Integer> sizes(Form.Convolution convolution, int rank) {
        List<Integer> sizes = convolution.weights().sizes();
        int out = sizes.get(convolution.transposed() ? 1 : 0);
        int in = sizes.get(convolution.transposed() ? 0 : 1);
        return rank == 2 ? List.of(out, in) : List.of(out, in, convolution.height(), convolution.width());
    }
}
