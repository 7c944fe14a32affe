package dev.ghostlane.ghostnetv2.weights;

import dev.ghostlane.engine.Folding;
import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.network.Configuration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes the weights out of a model's operations, which are named like the modules of the authors' code.
public final class Weights {

    private Weights() {}

    /// The weights as they are.
    public static StateDict of(Network network, Configuration configuration, ModelCard card) {
        Map<String, float[]> values = new HashMap<>();
        for (Op op : network.ops()) {
            switch (op) {
                case Op.Convolution convolution -> put(values, convolution);
                case Op.BatchNormalization norm -> {
                    values.put(norm.output() + ".weight", norm.scale());
                    values.put(norm.output() + ".bias", norm.shift());
                    values.put(norm.output() + ".running_mean", norm.mean());
                    values.put(norm.output() + ".running_var", norm.variance());
                }
                case Op.LayerNormalization norm -> put(values, norm);
                default -> {
                }
            }
        }
        return stateDict(configuration, card, values);
    }

    /// The weights with every batch normalisation folded into the convolution before it.
    public static StateDict folded(Network network, Configuration configuration, ModelCard card) {
        Map<String, Op.Convolution> convolutions = new LinkedHashMap<>();
        Map<String, float[]> values = new HashMap<>();
        for (Op op : network.ops()) {
            switch (op) {
                case Op.Convolution convolution -> convolutions.put(convolution.output(), convolution);
                case Op.BatchNormalization norm ->
                    convolutions.computeIfPresent(norm.input(), (_, convolution) -> Folding.fold(convolution, norm));
                case Op.LayerNormalization norm -> put(values, norm);
                default -> {
                }
            }
        }
        convolutions.values().forEach(convolution -> put(values, convolution));
        return stateDict(configuration.fold(), card, values);
    }

    private static void put(Map<String, float[]> values, Op.Convolution convolution) {
        values.put(convolution.output() + ".weight", convolution.weights());
        if (convolution.bias() != null) {
            values.put(convolution.output() + ".bias", convolution.bias());
        }
    }

    private static void put(Map<String, float[]> values, Op.LayerNormalization norm) {
        values.put(norm.output() + ".weight", norm.scale());
        values.put(norm.output() + ".bias", norm.shift());
    }

    private static StateDict stateDict(Configuration configuration, ModelCard card, Map<String, float[]> values) {
        List<Tensor> tensors = new ArrayList<>(values.size());
        configuration.parameters().forEach((name, shape) -> tensors.add(
                Tensor.of(name, values.get(name), shape.stream().mapToInt(Integer::intValue).toArray())));
        return StateDict.of(card.source(), tensors, card.complete(configuration));
    }
}
