package dev.ghostlane.ghostnetv2.onnx.reader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The weights of convolutions as ONNX Runtime's offline optimisation lays them out for a processor, domain
/// `com.microsoft.nchwc`: in blocks of 8 or 16 outputs and, where the inputs fill a block, of as many inputs. Channels
/// are filled up with zeros to whole blocks.
final class Blocked {

    /// What the operators' names begin with.
    static final String DOMAIN = "com.microsoft.nchwc.";

    /// Length of a block on processors with AVX-512 and on ARM, and on others.
    private static final int LONG = 16;
    private static final int SHORT = 8;

    private final int block;

    /// Elements that may still be looked at one by one: nodes may share a tensor.
    private long budget;

    /// Channels of values without those that fill up a block, by name, where the nodes after a value tell.
    private final Map<String, Integer> channels = new HashMap<>();

    /// @param nodes each after those whose values it reads
    /// @param elements of all constants
    Blocked(List<Node> nodes, Map<String, Tensor> constants, long elements) {
        budget = OnnxReader.MAX_SHARING * elements;
        boolean isLong = true;
        for (Node node : nodes.reversed()) {
            String output = node.outputs().getFirst();
            if (node.type().equals(DOMAIN + "ReorderOutput")) {
                channels.put(node.input(0), node.int32("channels", 0));
            } else if (node.type().startsWith(DOMAIN)) {
                boolean isConvolution = node.type().endsWith(".Conv");
                Tensor weights = isConvolution ? constants.get(node.input(1)) : null;
                isLong &= weights == null || weights.sizes().isEmpty() || weights.sizes().getFirst() % LONG == 0;
                if (channels.containsKey(output) && (!isConvolution || node.integer("group", 1) > 1)) {
                    channels.putIfAbsent(node.input(0), channels.get(output));
                }
            }
        }
        block = isLong ? LONG : SHORT;
    }

    /// The weights in ONNX's own order, without what fills up blocks; null if they cannot be in blocks.
    Tensor weights(Node node, Tensor blocked, Tensor bias, int in) {
        boolean isDepthwise = node.integer("group", 1) > 1;
        List<Integer> sizes = blocked.sizes();
        int filled = sizes.get(0);
        int out = isDepthwise ? in : channels.getOrDefault(node.outputs().getFirst(), 0);
        if (blocked.type() != ElementType.FLOAT || filled % block != 0
                || sizes.get(1) < (isDepthwise ? 1 : in) || isDepthwise && sizes.get(1) != 1
                || bias != null && !bias.sizes().equals(List.of(filled))) {
            return null;
        }
        boolean hasInputBlocks = !isDepthwise && in >= block;
        if (hasInputBlocks && sizes.get(1) % block != 0) {
            return null;
        }
        int outputs = out > 0 ? out : rows(blocked, hasInputBlocks);
        if (out <= 0 && bias != null) {
            outputs = Math.max(outputs, rows(bias, false));
        }
        return outputs > filled ? null : weights(blocked, outputs, isDepthwise ? 1 : in, hasInputBlocks);
    }

    private Tensor weights(Tensor blocked, int outputs, int depth, boolean hasInputBlocks) {
        List<Integer> sizes = blocked.sizes();
        return Tensor.computed(blocked, List.of(outputs, depth, sizes.get(2), sizes.get(3)),
                () -> unblocked(blocked, outputs, depth, hasInputBlocks));
    }

    /// The outputs that are not filled up: what follows them is zero, and so is what it gives. More than there are, if
    /// too many elements were looked at before.
    private int rows(Tensor tensor, boolean hasInputBlocks) {
        budget -= tensor.elements();
        if (budget < 0) {
            return Integer.MAX_VALUE;
        }
        List<Integer> sizes = tensor.sizes();
        int depth = sizes.size() == 4 ? sizes.get(1) : 1;
        int area = sizes.size() == 4 ? sizes.get(2) * sizes.get(3) : 1;
        double[] values = tensor.values();
        int out = values.length / (depth * area);
        for (; out > 1; out--) {
            for (int i = 0; i < depth * area; i++) {
                if (values[index(out - 1, i / area, i % area, depth, area, hasInputBlocks)] != 0) {
                    return out;
                }
            }
        }
        return out;
    }

    private byte[] unblocked(Tensor blocked, int out, int in, boolean hasInputBlocks) {
        int depth = blocked.sizes().get(1);
        int area = blocked.sizes().get(2) * blocked.sizes().get(3);
        ByteBuffer from = ByteBuffer.wrap(blocked.data()).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = ByteBuffer.allocate(out * in * area * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int pixel = 0; pixel < area; pixel++) {
                    int index = index(o, i, pixel, depth, area, hasInputBlocks);
                    to.putInt(from.getInt(blocked.offset() + index * Float.BYTES));
                }
            }
        }
        return to.array();
    }

    /// Outputs of a block are neighbours; around them are the inputs of a block, if there are such.
    private int index(int output, int input, int pixel, int depth, int area, boolean hasInputBlocks) {
        int inputs = hasInputBlocks ? block : 1;
        int blocks = output / block * (depth / inputs) + input / inputs;
        return ((blocks * area + pixel) * inputs + input % inputs) * block + output % block;
    }

    /// A bias without what fills up blocks; null if there is none.
    Tensor bias(Tensor filled, int outputs) {
        return filled == null || filled.elements() <= outputs
                ? filled
                : Tensor.computed(filled, List.of(outputs), () -> java.util.Arrays.copyOfRange(filled.data(),
                        filled.offset(), filled.offset() + outputs * filled.type().bytes()));
    }
}
