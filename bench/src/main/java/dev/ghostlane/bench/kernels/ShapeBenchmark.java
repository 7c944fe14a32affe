package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.kernels.Kernels;

/// One operation family on one shape in the notation of [OpShape].
public abstract class ShapeBenchmark extends KernelBenchmark {

    private static final long WEIGHT_SEED = 2;

    /// The operation's shape.
    protected abstract String shape();

    /// Binds a kernel of the family to its operands.
    ///
    /// @param weights gives the same numbers at every call
    abstract KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights);

    @Override
    final Bound bind(Kernels kernels) {
        OpShape shape = OpShape.parse(shape());
        Operands operands = Operands.of(shape);
        KernelCall call = define(shape, kernels, operands, new RandomFloats(WEIGHT_SEED));
        long gate = (long) shape.gateHeight() * shape.gateWidth() * shape.input().channels();
        return new Bound(shape.toString(), operands.arena(), call,
                shape.input().floats() + gate + shape.output().floats() + call.weights());
    }
}
