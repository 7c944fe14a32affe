package dev.ghostlane.kernels;

import dev.ghostlane.kernels.activation.VectorActivationMap;
import dev.ghostlane.kernels.dense.VectorDenseConvolution;
import dev.ghostlane.kernels.depthwise.VectorDepthwiseConvolution;
import dev.ghostlane.kernels.fullyconnected.VectorFullyConnected;
import dev.ghostlane.kernels.gate.VectorGate;
import dev.ghostlane.kernels.internal.Simd;
import dev.ghostlane.kernels.pointwise.VectorPointwiseConvolution;
import dev.ghostlane.kernels.pool.VectorAveragePool;
import dev.ghostlane.kernels.pool.VectorGlobalAveragePool;
import dev.ghostlane.kernels.residual.VectorAdd;
import dev.ghostlane.kernels.softmax.VectorSoftmax;
import dev.ghostlane.kernels.strip.VectorStripConvolution;
import dev.ghostlane.kernels.upsample.VectorUpsample;

/// The SIMD kernels. Apart from [Kernels], so that nothing refers to the Vector API where it is missing.
final class SimdKernels {

    private SimdKernels() {}

    static KernelChoice choice() {
        int bits = Simd.LANES * Float.SIZE;
        Kernels kernels = new Kernels("SIMD " + bits + " bit", Simd.LANES, new VectorPointwiseConvolution(),
                new VectorDenseConvolution(), new VectorDepthwiseConvolution(), new VectorStripConvolution(),
                new VectorAveragePool(), new VectorGlobalAveragePool(), new VectorUpsample(), new VectorGate(),
                new VectorActivationMap(), new VectorAdd(), new VectorFullyConnected(), new VectorSoftmax());
        return new KernelChoice(kernels, "SIMD kernels: vectors of " + bits + " bits (" + Simd.LANES
                + " floats), " + Simd.REGISTERS + " registers");
    }
}
