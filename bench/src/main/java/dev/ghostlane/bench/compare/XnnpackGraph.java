package dev.ghostlane.bench.compare;

import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Op;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A network, whose batch normalisations are folded, as a subgraph of XNNPACK: channels last, as XNNPACK has them.
///
/// XNNPACK knows no nearest resize. A gate of half the height and width multiplies pairs of lines and of columns by
/// broadcasting, so nothing is resized at all; one of another size is resized by a matrix of zeros and ones.
final class XnnpackGraph {

    /// Values that are external: they lie where [Xnnpack] says.
    static final int INPUT = 0;
    static final int OUTPUT = 1;

    private static final int FLOAT = 1;
    private static final int INVALID = -1;
    private static final int KEEP_DIMS = 0x40;
    private static final int ALIGN_CORNERS = 0x8;
    private static final int CLAMP = 4;
    private static final int SIGMOID = 16;
    private static final int ADD = 0;
    private static final int MULTIPLY = 2;
    private static final int MEAN = 2;

    /// A map in the graph.
    private record Value(int id, int height, int width, int channels) {}

    private final XnnpackLibrary library;
    private final Arena arena;
    private final Network network;
    private final int batch;
    private final MemorySegment subgraph;
    private final Map<String, Value> values = new HashMap<>();

    /// Nearest resizes whose values do not exist: they are done where they are multiplied.
    private final Map<String, Op.Upsample> gates = new HashMap<>();

    /// @param arena keeps the weights; must outlive the subgraph and what is made of it
    /// @throws IllegalArgumentException if XNNPACK has no counterpart of an operation
    XnnpackGraph(XnnpackLibrary library, Arena arena, Network network, int batch, int height, int width) {
        this.library = library;
        this.arena = arena;
        this.network = network;
        this.batch = batch;
        MemorySegment pointer = arena.allocate(ValueLayout.ADDRESS);
        library.call("xnn_create_subgraph", 2, 0, pointer);
        subgraph = pointer.get(ValueLayout.ADDRESS, 0);
        int channels = network.inputChannels();
        values.put(network.input(), new Value(tensor(MemorySegment.NULL, INPUT, 1, batch, height, width, channels),
                height, width, channels));
        network.ops().forEach(this::add);
    }

    /// The subgraph, which the caller deletes.
    MemorySegment subgraph() { return subgraph; }

    /// Floats of the output.
    int outputFloats() {
        Value output = values.get(network.output());
        return batch * output.height() * output.width() * output.channels();
    }

    private void add(Op op) {
        switch (op) {
            case Op.Convolution convolution -> convolution(convolution);
            case Op.Activate activate -> activate(activate);
            case Op.AveragePool2x2 pool -> {
                Value input = value(pool.input());
                Value output = define(op, input.height() / 2, input.width() / 2, input.channels());
                library.call("xnn_define_average_pooling_2d", subgraph, 0, 0, 0, 0, 2, 2, 2, 2,
                        Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, input.id(), output.id(), 0);
            }
            case Op.GlobalAverage average -> {
                Value input = value(average.input());
                Value output = define(op, 1, 1, input.channels());
                library.call("xnn_define_static_reduce_v2", subgraph, MEAN, 2L, longs(1, 2), input.id(), output.id(),
                        KEEP_DIMS);
            }
            case Op.Upsample upsample -> upsample(upsample);
            case Op.Multiply multiply -> multiply(multiply);
            case Op.Sum sum -> {
                Value left = value(sum.left());
                binary(ADD, left.id(), value(sum.right()).id(),
                        define(op, left.height(), left.width(), left.channels()).id());
            }
            case Op.Concatenate concatenate -> {
                Value first = value(op.inputs().getFirst());
                int[] inputs = op.inputs().stream().mapToInt(name -> value(name).id()).toArray();
                int channels = op.inputs().stream().mapToInt(name -> value(name).channels()).sum();
                library.call("xnn_define_concatenate", subgraph, 3, (long) inputs.length,
                        arena.allocateFrom(ValueLayout.JAVA_INT, inputs),
                        define(op, first.height(), first.width(), channels).id(), 0);
            }
            default -> throw unsupported(op);
        }
    }

    private static IllegalArgumentException unsupported(Op op) {
        return new IllegalArgumentException(
                op.output() + ": " + op.getClass().getSimpleName() + " is not what XNNPACK is given here");
    }

    private void convolution(Op.Convolution op) {
        Value input = value(op.input());
        int taps = op.kernelHeight() * op.kernelWidth();
        int stride = op.stride();
        Value output = define(op, (input.height() + 2 * op.paddingHeight() - op.kernelHeight()) / stride + 1,
                (input.width() + 2 * op.paddingWidth() - op.kernelWidth()) / stride + 1, op.outChannels());
        int bias = op.bias() == null ? INVALID : constant(op.bias(), op.outChannels());
        // XNNPACK's order is that of the maps, channels last; a depthwise filter counts as one of many channels.
        if (op.isDepthwise()) {
            int filter = constant(transposed(op.weights(), 1, op.outChannels(), taps), 1, op.kernelHeight(),
                    op.kernelWidth(), op.outChannels());
            library.call("xnn_define_depthwise_convolution_2d", subgraph, op.paddingHeight(), op.paddingWidth(),
                    op.paddingHeight(), op.paddingWidth(), op.kernelHeight(), op.kernelWidth(), stride, stride, 1, 1, 1,
                    (long) op.inChannels(), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, input.id(), filter, bias,
                    output.id(), 0);
        } else {
            int filter = constant(transposed(op.weights(), op.outChannels(), op.inChannels(), taps), op.outChannels(),
                    op.kernelHeight(), op.kernelWidth(), op.inChannels());
            library.call("xnn_define_convolution_2d", subgraph, op.paddingHeight(), op.paddingWidth(),
                    op.paddingHeight(), op.paddingWidth(), op.kernelHeight(), op.kernelWidth(), stride, stride, 1, 1, 1,
                    (long) op.inChannels(), (long) op.outChannels(), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY,
                    input.id(), filter, bias, output.id(), 0);
        }
    }

    /// `count` matrices of so many rows and columns, each transposed.
    private static float[] transposed(float[] matrices, int count, int rows, int columns) {
        float[] transposed = new float[matrices.length];
        for (int matrix = 0; matrix < count; matrix++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    transposed[(matrix * columns + column) * rows + row] = matrices[(matrix * rows + row) * columns
                            + column];
                }
            }
        }
        return transposed;
    }

    /// XNNPACK merges a clamp into the convolution before it.
    private void activate(Op.Activate op) {
        Value input = value(op.input());
        Value output = define(op, input.height(), input.width(), input.channels());
        switch (op.activation()) {
            case Activation.RELU -> clamp(0, Float.POSITIVE_INFINITY, input.id(), output.id());
            case Activation.SIGMOID -> library.call("xnn_define_unary", subgraph, SIGMOID, MemorySegment.NULL,
                    input.id(), output.id(), 0);
            case Activation.HARD_SIGMOID -> {
                int scaled = define(input).id();
                int shifted = define(input).id();
                binary(MULTIPLY, input.id(), constant(new float[]{1 / 6f}, 1), scaled);
                binary(ADD, scaled, constant(new float[]{0.5f}, 1), shifted);
                clamp(0, 1, shifted, output.id());
            }
            case Activation.NONE -> throw unsupported(op);
        }
    }

    private void clamp(float low, float high, int input, int output) {
        library.call("xnn_define_unary", subgraph, CLAMP, arena.allocateFrom(ValueLayout.JAVA_FLOAT, low, high), input,
                output, 0);
    }

    private void upsample(Op.Upsample op) {
        if (op.mode() == UpsampleMode.NEAREST) {
            gates.put(op.output(), op);
            return;
        }
        Value input = value(op.input());
        Value like = value(op.like());
        library.call("xnn_define_static_resize_bilinear_2d", subgraph, (long) like.height(), (long) like.width(),
                input.id(), define(op, like.height(), like.width(), input.channels()).id(),
                op.mode() == UpsampleMode.BILINEAR_ALIGNED_CORNERS ? ALIGN_CORNERS : 0);
    }

    private void multiply(Op.Multiply op) {
        Value left = value(op.left());
        int output = define(op, left.height(), left.width(), left.channels()).id();
        Op.Upsample gate = gates.get(op.right());
        if (gate == null) {
            binary(MULTIPLY, left.id(), value(op.right()).id(), output);
            return;
        }
        Value small = value(gate.input());
        int channels = left.channels();
        if (left.height() == 2 * small.height() && left.width() == 2 * small.width()) {
            int lines = batch * small.height();
            int pairs = tensor(lines, 2, small.width(), 2, channels);
            int products = tensor(lines, 2, small.width(), 2, channels);
            binary(MULTIPLY, reshape(left.id(), pairs, lines, 2, small.width(), 2, channels),
                    reshape(small.id(), tensor(lines, 1, small.width(), 1, channels), lines, 1, small.width(), 1,
                            channels),
                    products);
            reshape(products, output, batch, left.height(), left.width(), channels);
        } else {
            int pixels = left.height() * left.width();
            int smallPixels = small.height() * small.width();
            int resized = tensor(batch, pixels, channels);
            library.call("xnn_define_batch_matrix_multiply", subgraph,
                    constant(nearest(left, small), 1, pixels, smallPixels),
                    reshape(small.id(), tensor(batch, smallPixels, channels), batch, smallPixels, channels), resized,
                    0);
            int map = define(left).id();
            binary(MULTIPLY, left.id(), reshape(resized, map, batch, left.height(), left.width(), channels), output);
        }
    }

    /// For each pixel of the large map a row with a one at the pixel of the small map that it reads.
    private static float[] nearest(Value large, Value small) {
        int smallPixels = small.height() * small.width();
        float[] matrix = new float[large.height() * large.width() * smallPixels];
        for (int row = 0; row < large.height(); row++) {
            for (int column = 0; column < large.width(); column++) {
                int from = row * small.height() / large.height() * small.width()
                        + column * small.width() / large.width();
                matrix[(row * large.width() + column) * smallPixels + from] = 1;
            }
        }
        return matrix;
    }

    private void binary(int operator, int left, int right, int output) {
        library.call("xnn_define_binary", subgraph, operator, MemorySegment.NULL, left, right, output, 0);
    }

    private int reshape(int input, int output, int... shape) {
        library.call("xnn_define_static_reshape", subgraph, (long) shape.length, longs(shape), input, output, 0);
        return output;
    }

    private Value value(String name) {
        Value value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    name + " is resized to the nearest pixel, which XNNPACK cannot do, and is"
                            + " not a gate");
        }
        return value;
    }

    /// The output of an operation.
    private Value define(Op op, int height, int width, int channels) {
        boolean last = op.output().equals(network.output());
        Value value = new Value(tensor(MemorySegment.NULL, last ? OUTPUT : INVALID, last ? 2 : 0, batch, height, width,
                channels), height, width, channels);
        values.put(op.output(), value);
        return value;
    }

    /// A value of the shape of another one.
    private Value define(Value like) {
        return new Value(tensor(batch, like.height(), like.width(), like.channels()), like.height(), like.width(),
                like.channels());
    }

    private int tensor(int... shape) { return tensor(MemorySegment.NULL, INVALID, 0, shape); }

    private int constant(float[] content, int... shape) {
        return tensor(arena.allocateFrom(ValueLayout.JAVA_FLOAT, content), INVALID, 0, shape);
    }

    /// @param external number of an external value, or [#INVALID]
    /// @param flags 1 for an input of the graph, 2 for an output
    private int tensor(MemorySegment content, int external, int flags, int... shape) {
        MemorySegment id = arena.allocate(ValueLayout.JAVA_INT);
        library.call("xnn_define_tensor_value", subgraph, FLOAT, (long) shape.length, longs(shape), content, external,
                flags, id);
        return id.get(ValueLayout.JAVA_INT, 0);
    }

    private MemorySegment longs(int... values) {
        return arena.allocateFrom(ValueLayout.JAVA_LONG, Arrays.stream(values).asLongStream().toArray());
    }
}
