package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.Kernels;
import org.openjdk.jmh.annotations.Param;

/// Kernels of photos: [PhotoOperation].
public class PhotoBenchmark extends KernelBenchmark {

    /// What runs.
    @Param
    public PhotoOperation operation;

    /// The result is compared as floats, which a first call fills.
    @Override
    Bound bind(Kernels kernels) {
        PhotoOperands operands = new PhotoOperands();
        Runnable call = operation.bind(kernels, operands);
        call.run();
        float[] result = new float[operands.output.length + operands.floats.length];
        for (int i = 0; i < operands.output.length; i++) {
            result[i] = operands.output[i];
        }
        System.arraycopy(operands.floats, 0, result, operands.output.length, operands.floats.length);
        return new Bound(operation.toString(), result, KernelCall.moving(call), operands.output.length);
    }
}
