package dev.ghostlane.ghostnetv2;

import dev.ghostlane.ghostnetv2.checkpoint.Safetensors;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// State dicts for tests of what a checkpoint may and may not contain.
public final class Dicts {

    private Dicts() {}

    /// All tensors of a network, filled with zeros, and no metadata.
    public static StateDict zeros(Configuration configuration) {
        List<Tensor> tensors = new ArrayList<>();
        configuration.parameters().forEach((name, shape) -> tensors.add(zeros(name, shape)));
        return StateDict.of("test", tensors, Map.of());
    }

    /// All tensors that GhostNetV3 of some width and class count has while it is trained, filled with zeros.
    ///
    /// @param bn name of a branch's normalisation: `bn` in the authors' code, `bn1` in timm's
    public static StateDict training(double width, int classes, String bn) {
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor tensor : tensors(zeros(Configuration.of(Variant.GHOSTNETV3, width, classes)))) {
            String set = tensor.name().replace("primary_conv.0.", "primary_rpr#").replace("cheap_operation.0.",
                    "cheap_rpr#").replace("conv_dw.", "dw_rpr#").replaceAll("#.*", "");
            if (set.equals(tensor.name())) {
                tensors.add(tensor);
            } else if (tensor.name().endsWith(".weight")) {
                branches(tensors, set, bn, tensor.shape());
            }
        }
        return StateDict.of("test", tensors, Map.of());
    }

    private static void branches(List<Tensor> tensors, String set, String bn, List<Integer> shape) {
        for (int i = 0; i < 3; i++) {
            tensors.add(zeros(set + "_conv." + i + ".conv.weight", shape));
            normalization(tensors, set + "_conv." + i + "." + bn, shape.get(0));
        }
        if (shape.get(2) > 1) {
            tensors.add(zeros(set + "_scale.conv.weight", List.of(shape.get(0), 1, 1, 1)));
            normalization(tensors, set + "_scale." + bn, shape.get(0));
        }
        boolean same = shape.get(2) > 1 || shape.get(0).equals(shape.get(1));
        if (same && !set.endsWith("dw_rpr")) {
            normalization(tensors, set + "_skip", shape.get(0));
        }
    }

    private static void normalization(List<Tensor> tensors, String name, int channels) {
        for (String part : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
            tensors.add(zeros(name + part, List.of(channels)));
        }
    }

    public static Tensor zeros(String name, List<Integer> shape) {
        int[] sizes = shape.stream().mapToInt(Integer::intValue).toArray();
        int elements = 1;
        for (int size : sizes) {
            elements *= size;
        }
        return Tensor.of(name, new float[elements], sizes);
    }

    /// A tensor of zeros of dtype I32, which only a file can have.
    public static Tensor integers(String name, List<Integer> shape) {
        int bytes = zeros(name, shape).elements() * Integer.BYTES;
        byte[] header = "{\"%s\":{\"dtype\":\"I32\",\"shape\":%s,\"data_offsets\":[0,%d]}}"
                .formatted(name, shape, bytes).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + header.length + bytes).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length).put(header);
        return Safetensors.read(file.array(), "a mutation").find(name).orElseThrow();
    }

    public static List<Tensor> tensors(StateDict dict) {
        return new ArrayList<>(dict.names().stream().map(name -> dict.find(name).orElseThrow()).toList());
    }

    /// The same without a tensor.
    public static StateDict without(StateDict dict, String name) {
        List<Tensor> tensors = tensors(dict);
        tensors.removeIf(tensor -> tensor.name().equals(name));
        return StateDict.of(dict.source(), tensors, dict.metadata());
    }

    /// The same with a tensor added, in place of the one of its name.
    public static StateDict with(StateDict dict, Tensor tensor) {
        List<Tensor> tensors = tensors(without(dict, tensor.name()));
        tensors.add(tensor);
        return StateDict.of(dict.source(), tensors, dict.metadata());
    }

    /// The same with an entry of metadata.
    public static StateDict with(StateDict dict, String key, String value) {
        Map<String, String> metadata = new HashMap<>(dict.metadata());
        metadata.put(key, value);
        return StateDict.of(dict.source(), tensors(dict), metadata);
    }
}
