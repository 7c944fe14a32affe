package dev.ghostlane.ghostnetv2.weights;

import dev.ghostlane.engine.Folding;
import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes the weights out of a model's operations, which are named like the modules of the authors' code.
public final class Weights {

    private Weights() {}

    /// The weights as they are.
    public static StateDict of(Network network, Configuration configuration, ModelCard card) {
        return stateDict(network.ops(), configuration, card);
    }

    /// The weights with every batch normalisation folded into the convolution before it.
    public static StateDict folded(Network network, Configuration configuration, ModelCard card) {
        Map<String, Op> ops = new LinkedHashMap<>();
        for (Op op : network.ops()) {
            if (op instanceof Op.BatchNormalization norm && ops.get(norm.input()) instanceof Op.Convolution before) {
                ops.put(norm.input(), Folding.fold(before, norm));
            } else {
                ops.put(op.output(), op);
            }
        }
        return stateDict(ops.values(), configuration.fold(), card);
    }

    /// The parameters of an operation, none left out: an operation that is new does not compile without a line here.
    private static void put(Map<String, float[]> values, Op op) {
        String name = op.output();
        switch (op) {
            case Op.Convolution convolution -> {
                values.put(name + ".weight", convolution.weights());
                if (convolution.bias() != null) {
                    values.put(name + ".bias", convolution.bias());
                }
            }
            case Op.BatchNormalization norm -> {
                values.put(name + ".weight", norm.scale());
                values.put(name + ".bias", norm.shift());
                values.put(name + ".running_mean", norm.mean());
                values.put(name + ".running_var", norm.variance());
            }
            case Op.LayerNormalization norm -> {
                values.put(name + ".weight", norm.scale());
                values.put(name + ".bias", norm.shift());
            }
            case Op.TokenMixing mixing -> values.put(name + LayerBuilder.TOKENS, mixing.weights());
            case Op.Activate _,Op.Attention _,Op.AveragePool2x2 _,Op.AxisMean _,Op.ChannelPool _ -> {
            }
            case Op.Concatenate _,Op.GlobalAverage _,Op.GlobalMax _,Op.Group _,Op.Multiply _ -> {
            }
            case Op.Sum _,Op.Ungroup _,Op.Upsample _ -> {
            }
        }
    }

    private static StateDict stateDict(Collection<Op> ops, Configuration configuration, ModelCard card) {
        Map<String, float[]> values = new HashMap<>();
        ops.forEach(op -> put(values, op));
        List<Tensor> tensors = new ArrayList<>(values.size());
        configuration.parameters().forEach((name, shape) -> tensors.add(
                Tensor.of(name, values.get(name), shape.stream().mapToInt(Integer::intValue).toArray())));
        return StateDict.of(card.source(), tensors, card.complete(configuration));
    }
}
