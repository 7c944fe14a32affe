package dev.ghostlane.ghostnetv2;

import dev.ghostlane.ghostnetv2.checkpoint.Safetensors;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// State dicts for tests of what a checkpoint may and may not contain.
final class Dicts {

    private Dicts() {}

    /// All tensors of a network, filled with zeros, and no metadata.
    static StateDict zeros(Configuration configuration) {
        List<Tensor> tensors = new ArrayList<>();
        new Architecture(configuration).parameters().forEach((name, shape) -> tensors.add(zeros(name, shape)));
        return StateDict.of("test", tensors, Map.of());
    }

    static Tensor zeros(String name, List<Integer> shape) {
        int[] sizes = shape.stream().mapToInt(Integer::intValue).toArray();
        int elements = 1;
        for (int size : sizes) {
            elements *= size;
        }
        return Tensor.of(name, new float[elements], sizes);
    }

    /// A tensor of zeros of dtype I32, which only a file can have.
    static Tensor integers(String name, List<Integer> shape) {
        int bytes = zeros(name, shape).elements() * Integer.BYTES;
        byte[] header = "{\"%s\":{\"dtype\":\"I32\",\"shape\":%s,\"data_offsets\":[0,%d]}}"
                .formatted(name, shape, bytes).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + header.length + bytes).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length).put(header);
        return Safetensors.read(file.array(), "a mutation").find(name).orElseThrow();
    }

    static List<Tensor> tensors(StateDict dict) {
        return new ArrayList<>(dict.names().stream().map(name -> dict.find(name).orElseThrow()).toList());
    }

    /// The same without a tensor.
    static StateDict without(StateDict dict, String name) {
        List<Tensor> tensors = tensors(dict);
        tensors.removeIf(tensor -> tensor.name().equals(name));
        return StateDict.of(dict.source(), tensors, dict.metadata());
    }

    /// The same with a tensor added, in place of the one of its name.
    static StateDict with(StateDict dict, Tensor tensor) {
        List<Tensor> tensors = tensors(without(dict, tensor.name()));
        tensors.add(tensor);
        return StateDict.of(dict.source(), tensors, dict.metadata());
    }

    /// The same with an entry of metadata.
    static StateDict with(StateDict dict, String key, String value) {
        Map<String, String> metadata = new HashMap<>(dict.metadata());
        metadata.put(key, value);
        return StateDict.of(dict.source(), tensors(dict), metadata);
    }
}
