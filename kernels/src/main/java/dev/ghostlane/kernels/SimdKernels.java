package dev.ghostlane.kernels;

import dev.ghostlane.kernels.activation.VectorActivationMap;
import dev.ghostlane.kernels.attention.VectorAttention;
import dev.ghostlane.kernels.dense.VectorDenseConvolution;
import dev.ghostlane.kernels.depthwise.VectorDepthwiseConvolution;
import dev.ghostlane.kernels.fullyconnected.VectorFullyConnected;
import dev.ghostlane.kernels.gate.VectorGate;
import dev.ghostlane.kernels.gate.VectorSpatialGate;
import dev.ghostlane.kernels.internal.Simd;
import dev.ghostlane.kernels.matrix.VectorMatrixPacking;
import dev.ghostlane.kernels.matrix.VectorMatrixProduct;
import dev.ghostlane.kernels.mixing.VectorTokenMixing;
import dev.ghostlane.kernels.normalization.VectorLayerNormalization;
import dev.ghostlane.kernels.pointwise.VectorPointwiseConvolution;
import dev.ghostlane.kernels.pool.VectorAveragePool;
import dev.ghostlane.kernels.pool.VectorAxisMean;
import dev.ghostlane.kernels.pool.VectorChannelPool;
import dev.ghostlane.kernels.pool.VectorGlobalAveragePool;
import dev.ghostlane.kernels.pool.VectorGlobalMax;
import dev.ghostlane.kernels.rearrange.VectorRearrangement;
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
                new VectorActivationMap(), new VectorAdd(), new VectorFullyConnected(), new VectorSoftmax(),
                new VectorMatrixPacking(), new VectorMatrixProduct(), new VectorAttention(), new VectorRearrangement(),
                new VectorTokenMixing(), new VectorLayerNormalization(), new VectorAxisMean(), new VectorGlobalMax(),
                new VectorChannelPool(), new VectorSpatialGate());
        return new KernelChoice(kernels, "SIMD kernels: vectors of " + bits + " bits (" + Simd.LANES
                + " floats), " + Simd.REGISTERS + " registers");
    }
}
