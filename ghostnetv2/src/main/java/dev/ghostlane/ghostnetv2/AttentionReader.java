package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Op;
import dev.ghostlane.engine.Session;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.InputReader;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// Reads attention maps from a session that was compiled to give them beside the logits.
final class AttentionReader {

    /// A gated module: its name, the value on the grid, the value that is resized to the module, and the strips.
    private record Gate(String module, String grid, String resized, int strip) {}

    private final GhostNetV2 model;
    private final List<Gate> gates;

    AttentionReader(GhostNetV2 model) {
        this.model = model;
        this.gates = gates(model.network());
    }

    /// Only decoupled fully connected attention resizes in the networks of the family.
    private static List<Gate> gates(Network network) {
        List<Gate> gates = new ArrayList<>();
        for (Op op : network.ops()) {
            if (op instanceof Op.Upsample resize) {
                String module = resize.output().substring(0, resize.output().lastIndexOf('.'));
                gates.add(new Gate(module, resize.input(), resize.output(),
                        convolution(network, module + ".short_conv.2").kernelWidth()));
            }
        }
        return gates;
    }

    private static Op.Convolution convolution(Network network, String name) {
        for (Op op : network.ops()) {
            if (op instanceof Op.Convolution convolution && convolution.output().equals(name)) {
                return convolution;
            }
        }
        throw new IllegalStateException(network.name() + " has no convolution " + name);
    }

    /// What the network must be compiled to give. Gates that are resized are fused away unless they are asked for.
    String[] outputs() {
        List<String> outputs = new ArrayList<>(
                List.of(model.network().output(), Tap.BLOCKS_9.value(), Tap.HEAD.value()));
        gates.forEach(gate -> outputs.add(gate.resized));
        return outputs.toArray(String[]::new);
    }

    /// The maps of a photo.
    AttentionMaps read(ImageSource photo, Selection classes) {
        Objects.requireNonNull(photo, "photo");
        InputReader inputs = InputReader.of(model.preprocessing());
        return run(classes, input -> inputs.read(photo, input.data(), input.offset()));
    }

    /// The maps of a photo that is a tensor.
    AttentionMaps read(float[] nhwc, Selection classes) {
        int floats = model.preprocessing().floats();
        if (Objects.requireNonNull(nhwc, "nhwc").length != floats) {
            throw new IllegalArgumentException("the input must have " + floats + " floats, found " + nhwc.length);
        }
        return run(classes, input -> System.arraycopy(nhwc, 0, input.data(), input.offset(), floats));
    }

    private AttentionMaps run(Selection classes, Consumer<FeatureMap> photo) {
        Selection.require(classes, model);
        int side = model.preprocessing().crop();
        Session session = model.idle().take(model.compiled(outputs()), 1, side, side);
        try {
            photo.accept(session.input());
            session.run();
            return read(session, classes);
        } finally {
            model.idle().give(session);
        }
    }

    /// Reads what a run has left.
    ///
    /// @param run a session for one image, of a network that was compiled for [#outputs()]
    /// @param classes of the model
    /// @throws ArithmeticException if a logit is not finite
    AttentionMaps read(Session run, Selection classes) {
        FeatureMap logits = run.output();
        Classifier.requireFinite(model, logits, 0);
        FeatureMap answer = FeatureExtractor.copy(logits, 0);
        List<ClassMap> evidence = classes.best(GhostNetV2.softmax(answer.data())).stream()
                .map(selected -> classMap(selected, answer.data()[selected.index()],
                        run.output(Tap.BLOCKS_9.value()), run.output(Tap.HEAD.value())))
                .toList();
        return new AttentionMaps(FeatureExtractor.copy(run.input(), 0),
                gates.stream().map(gate -> gateMap(gate, run)).toList(),
                evidence);
    }

    private static GateMap gateMap(Gate gate, Session run) {
        Shape grid = run.plan().shape(gate.grid);
        return new GateMap(gate.module, FeatureExtractor.copy(run.output(gate.resized), 0), grid.height(), grid.width(),
                gate.strip);
    }

    /// The gradient of the logit passes the classifier and the active units of the head, and the global average gives
    /// every pixel the same part of it.
    private ClassMap classMap(Classification selected, float logit, FeatureMap last, FeatureMap head) {
        Op.Convolution hidden = convolution(model.network(), "conv_head");
        Op.Convolution classifier = convolution(model.network(), model.network().output());
        double constant = classifier.bias()[selected.index()];
        double[] gradient = new double[hidden.inChannels()];
        for (int unit = 0; unit < hidden.outChannels(); unit++) {
            if (head.data()[head.offset() + unit] > 0) {
                double weight = classifier.weights()[selected.index() * classifier.inChannels() + unit];
                constant += weight * hidden.bias()[unit];
                int row = unit * gradient.length;
                for (int k = 0; k < gradient.length; k++) {
                    gradient[k] += weight * hidden.weights()[row + k];
                }
            }
        }
        return new ClassMap(selected, logit, (float) constant, evidence(last, gradient));
    }

    private static FeatureMap evidence(FeatureMap last, double[] gradient) {
        FeatureMap evidence = FeatureMap.allocate(1, last.height(), last.width(), 1);
        for (int pixel = 0; pixel < evidence.pixels(); pixel++) {
            int from = last.offset() + pixel * last.pixelStride();
            double sum = 0;
            for (int k = 0; k < gradient.length; k++) {
                sum += last.data()[from + k] * gradient[k];
            }
            evidence.data()[pixel] = (float) (sum / evidence.pixels());
        }
        return evidence;
    }
}
