package dev.ghostlane.ghostnetv2.onnx.reader;

import static dev.ghostlane.ghostnetv2.onnx.reader.OnnxException.quote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// A model's graph in normal form. Values that are computed alike of the same values are one.
final class Graph {

    /// What names stand for: constants are a [Tensor], what is computed about sizes are [Numbers], all else is a [Ref].
    private final Map<String, Object> items = new HashMap<>();

    /// A value as the graph has it: flat values have only the first sizes of a map of one pixel, values in blocks of
    /// channels the length of a block after all others.
    ///
    /// @param rank how many sizes it has
    record Ref(Value value, int rank) {

        /// Its sizes, without the length of a block.
        List<Num> sizes() { return value.sizes().subList(0, Math.min(rank, 4)); }
    }

    private final Map<List<Object>, Value> values = new HashMap<>();
    private final Num.Terms terms = new Num.Terms();

    /// Sizes of values of which nothing is known: no network has any.
    private final List<Num> unknown = List.of(terms.other(), terms.other(), terms.other(), terms.other());
    private final Model model;
    private final Value input;
    private final List<Value> outputs;

    /// @throws OnnxException if the graph is broken, or has not the one input of a network for images
    Graph(Model model) {
        this.model = model;
        if (model.inputs().size() != 1) {
            throw new OnnxException("expected a network with one input, the images, found " + model.inputs().stream()
                    .limit(8).map(found -> quote(found.name())).toList());
        }
        Model.Input images = model.inputs().getFirst();
        this.input = new Value(Form.Plain.INPUT, List.of(), sizes(images), null);
        items.putAll(model.constants());
        items.put(images.name(), new Ref(input, 4));
        List<Node> nodes = sorted(model.nodes());
        Operators operators = new Operators(this, model.opset(),
                new Blocked(nodes, model.constants(), model.elements()));
        for (Node node : nodes) {
            Object result = operators.apply(node);
            Object other = result == null || node.outputs().size() > 1 ? other(node) : null;
            for (int i = 0; i < node.outputs().size(); i++) {
                String name = node.outputs().get(i);
                if (!name.isEmpty() && items.put(name, i == 0 && result != null ? result : other) != null) {
                    throw new OnnxException(node + " gives " + quote(name) + ", which is there already");
                }
            }
        }
        this.outputs = needed();
    }

    /// The outputs, of which all values are known to be needed that they are computed of.
    private List<Value> needed() {
        List<Value> found = new ArrayList<>();
        for (String name : model.outputs()) {
            if (items.get(name) instanceof Ref(Value value, int _)) {
                found.add(value);
            }
        }
        Set<Value> needed = new HashSet<>(found);
        Deque<Value> open = new ArrayDeque<>(needed);
        while (!open.isEmpty()) {
            Value value = open.remove();
            for (Value read : value.inputs()) {
                read.readers().add(value);
                if (needed.add(read)) {
                    open.add(read);
                }
            }
        }
        return found;
    }

    private List<Num> sizes(Model.Input images) {
        List<Long> sizes = images.sizes();
        if (sizes != null && sizes.size() != 4 || !images.type().isFloat()) {
            throw new OnnxException("expected an input " + quote(images.name())
                    + " of floats with 4 sizes: images, channels, height and width, found " + images.type()
                    + (sizes == null ? "" : " with " + sizes.size() + (sizes.size() == 1 ? " size" : " sizes")));
        }
        List<Num> nums = new ArrayList<>(4);
        for (int i = 0; i < 4; i++) {
            long size = sizes == null ? 0 : sizes.get(i);
            nums.add(size > 0 ? new Num.Known(size) : terms.of("input", i));
        }
        return nums;
    }

    /// The nodes, each after those whose values it reads.
    private List<Node> sorted(List<Node> nodes) {
        Map<String, List<Integer>> readers = new HashMap<>();
        int[] missing = new int[nodes.size()];
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < missing.length; i++) {
            for (String name : nodes.get(i).inputs()) {
                if (!name.isEmpty() && !items.containsKey(name)) {
                    readers.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(i);
                    missing[i]++;
                }
            }
            if (missing[i] == 0) {
                ready.add(i);
            }
        }
        List<Node> sorted = new ArrayList<>(nodes.size());
        while (!ready.isEmpty()) {
            Node node = nodes.get(ready.remove());
            sorted.add(node);
            for (String output : node.outputs()) {
                for (int reader : readers.getOrDefault(output, List.of())) {
                    missing[reader]--;
                    if (missing[reader] == 0) {
                        ready.add(reader);
                    }
                }
            }
        }
        if (sorted.size() < nodes.size()) {
            Node stuck = nodes.get(IntStream.range(0, missing.length).filter(i -> missing[i] > 0).findFirst()
                    .orElseThrow());
            throw new OnnxException(stuck + " reads a value that no node before it gives, one of "
                    + stuck.inputs().stream().limit(8).map(OnnxException::quote).toList());
        }
        return sorted;
    }

    /// What the network gives, but for constants and sizes.
    List<Value> outputs() { return outputs; }

    /// What a name stands for; null if the name is empty.
    Object item(String name) { return name.isEmpty() ? null : items.get(name); }

    /// The images.
    Value input() { return input; }

    Num.Terms terms() { return terms; }

    /// The value of a form.
    Value value(Form form, List<Value> inputs, List<Num> sizes, Node node) {
        List<Object> key = new ArrayList<>(inputs.size() + 1);
        key.add(form);
        key.addAll(inputs);
        return values.computeIfAbsent(key, _ -> new Value(form, inputs, sizes, node));
    }

    /// A value of which nothing is known.
    private Ref other(Node node) {
        String text = "";
        List<Value> read = new ArrayList<>(node.inputs().size());
        for (String name : node.inputs()) {
            if (item(name) instanceof Ref ref) {
                read.add(ref.value());
            }
        }
        if (model.functions().contains(node.type().substring(node.type().lastIndexOf('.') + 1))) {
            text = "a function of the model: onnx.inliner.inline_local_functions replaces it by what it does";
        } else if (isQuantised(node.type())) {
            text = "of a quantised model; hand over the model of floats that it was made of";
        }
        return new Ref(new Value(new Form.Other(text), read, unknown, node), 4);
    }

    private static boolean isQuantised(String type) {
        return type.startsWith("QLinear") || type.startsWith("com.microsoft.Q") || type.endsWith("uantizeLinear")
                || type.endsWith("Integer");
    }
}
