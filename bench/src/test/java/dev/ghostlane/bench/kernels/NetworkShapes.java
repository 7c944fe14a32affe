package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.kernels.OperationBenchmarks.ActivationBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.AddBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.AveragePoolBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.DenseBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.DepthwiseBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.FullyConnectedBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.GateBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.GlobalAveragePoolBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.PointwiseBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.SoftmaxBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.StripBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.UpsampleBenchmark;
import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Op;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the shapes of a network's operations, one list for each benchmark, in the order of the network and as
/// often as they occur.
///
/// Works on the description of the network, not on what a plan fuses today: a convolution ends with the
/// activation that follows it or its normalisation, and a value that is joined to others is a slice of the
/// joined map.
final class NetworkShapes {
    private final Network network;
    private final Plan plan;
    private final Map<String, Op> givenBy = new HashMap<>();
    private final Map<String, List<Op>> readBy = new HashMap<>();
    private final Map<Class<? extends ShapeBenchmark>, List<OpShape>> shapes = new LinkedHashMap<>();

    private NetworkShapes(Network network, int height, int width) {
        this.network = network;
        List<String> values = network.ops().stream().map(Op::output).toList();
        // Asking for every value gives the shape of every value, whatever would be fused otherwise.
        this.plan = network.compile(Kernels.scalar(), values).plan(1, height, width);
        for (Op op : network.ops()) {
            givenBy.put(op.output(), op);
            op.inputs().forEach(value -> readBy.computeIfAbsent(value, _ -> new ArrayList<>()).add(op));
        }
    }

    static Map<Class<? extends ShapeBenchmark>, List<OpShape>> of(Network network, int height, int width) {
        NetworkShapes found = new NetworkShapes(network, height, width);
        network.ops().forEach(found::add);
        found.add(SoftmaxBenchmark.class, OpShape.of(found.map(network.output()), found.map(network.output())));
        return found.shapes;
    }

    private void add(Op op) {
        switch (op) {
            case Op.Convolution convolution -> add(convolution);
            case Op.BatchNormalization _,Op.Concatenate _ -> {
            }
            case Op.Activate(String output, _, Activation activation) -> {
                if (activation == Activation.SIGMOID || activation == Activation.HARD_SIGMOID) {
                    add(ActivationBenchmark.class,
                            OpShape.of(map(output), map(output)).withActivation(activation));
                }
            }
            case Op.AveragePool2x2(String output, String input) ->
                add(AveragePoolBenchmark.class, OpShape.of(map(input), map(output)));
            case Op.GlobalAverage(String output, String input) ->
                add(GlobalAveragePoolBenchmark.class, OpShape.of(map(input), map(output)));
            case Op.Upsample(String output, String input, _, _) ->
                add(UpsampleBenchmark.class, OpShape.of(map(input), map(output)));
            case Op.Multiply(String output, String left, String right) -> {
                MapSize gate = map(givenBy.get(right) instanceof Op.Upsample upsample ? upsample.input() : right);
                add(GateBenchmark.class,
                        OpShape.of(map(left), map(output)).withGate(gate.height(), gate.width()));
            }
            case Op.Sum(String output, String left, _) ->
                add(AddBenchmark.class, OpShape.of(map(left), map(output)).withGate(map(left).height(),
                        map(left).width()));
            default -> throw new AssertionError(op.output() + ": the network has no " + op.getClass().getSimpleName());
        }
    }

    private void add(Op.Convolution op) {
        if (op.paddingHeight() != op.kernelHeight() / 2 || op.paddingWidth() != op.kernelWidth() / 2) {
            throw new AssertionError(op.output() + ": the benchmarks assume a padding of half the kernel");
        }
        String last = op.output();
        Activation activation = Activation.NONE;
        if (next(last) instanceof Op.BatchNormalization norm) {
            last = norm.output();
        }
        if (next(last) instanceof Op.Activate activate) {
            activation = activate.activation();
            last = activate.output();
        }
        MapSize input = map(op.input());
        MapSize output = map(last);
        boolean beside = joined(op.input()) != null && joined(op.input()).equals(joined(last));
        OpShape shape = OpShape.of(input, output).withKernel(op.kernelHeight(), op.kernelWidth(), op.stride())
                .withOutputBeside(beside).withActivation(activation);
        add(family(op, input), shape);
    }

    private static Class<? extends ShapeBenchmark> family(Op.Convolution op, MapSize input) {
        boolean line = op.kernelHeight() == 1 || op.kernelWidth() == 1;
        if (op.isDepthwise()) {
            return line ? StripBenchmark.class : DepthwiseBenchmark.class;
        }
        if (op.kernelHeight() > 1) {
            return DenseBenchmark.class;
        }
        return input.height() == 1 && input.width() == 1
                ? FullyConnectedBenchmark.class
                : PointwiseBenchmark.class;
    }

    private void add(Class<? extends ShapeBenchmark> benchmark, OpShape shape) {
        shapes.computeIfAbsent(benchmark, _ -> new ArrayList<>()).add(shape);
    }

    /// The normalisation or activation that follows a value, if there is one.
    private Op next(String value) {
        for (Op reader : readBy.getOrDefault(value, List.of())) {
            if (reader instanceof Op.BatchNormalization || reader instanceof Op.Activate) {
                return reader;
            }
        }
        return null;
    }

    /// The concatenation that a value goes into, null if there is none.
    private String joined(String value) {
        for (Op reader : readBy.getOrDefault(value, List.of())) {
            if (reader instanceof Op.Concatenate) {
                return reader.output();
            }
        }
        return null;
    }

    private MapSize map(String value) {
        Shape shape = plan.shape(value);
        String whole = joined(value) == null || value.equals(network.input()) ? value : joined(value);
        return new MapSize(shape.height(), shape.width(), shape.channels(), plan.shape(whole).channels());
    }
}
