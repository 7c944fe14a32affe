package dev.ghostlane.ghostnetv2.onnx.reader;

import java.util.ArrayList;
import java.util.List;

/// A value of a graph in normal form.
final class Value {
    private final Form form;
    private final List<Value> inputs;
    private final List<Num> sizes;
    private final Node node;
    private final List<Value> readers = new ArrayList<>(1);

    /// @param sizes batch, channels, height, width; those of a flat value are of one pixel
    /// @param node of the file that gives it; null for the input
    Value(Form form, List<Value> inputs, List<Num> sizes, Node node) {
        this.form = form;
        this.inputs = List.copyOf(inputs);
        this.sizes = List.copyOf(sizes);
        this.node = node;
    }

    Form form() { return form; }

    List<Value> inputs() { return inputs; }

    List<Num> sizes() { return sizes; }

    /// The values that are computed of it and that an output needs. Others arise when nodes become one form.
    List<Value> readers() { return readers; }

    boolean isOnePixel() { return sizes.get(2).is(1) && sizes.get(3).is(1); }

    /// The node that gives it and, where its form tells more, what is special.
    @Override
    public String toString() {
        if (node == null) {
            return "the input";
        }
        return node + switch (form) {
            case Form.Convolution conv -> " with " + (conv.isDepthwise() ? "a depthwise" : "a") + " kernel of "
                    + conv.height() + "×" + conv.width() + ", stride " + conv.stride();
            case Form.Other other when !other.text().isEmpty() -> ", " + other.text();
            case Form.Clamp clamp when !clamp.isRelu() ->
                " from " + Num.shown(clamp.low()) + " to " + Num.shown(clamp.high());
            default -> "";
        };
    }
}
