package dev.ghostlane.kernels;

import dev.ghostlane.kernels.activation.ActivationMap;
import dev.ghostlane.kernels.activation.ScalarActivationMap;
import dev.ghostlane.kernels.attention.Attention;
import dev.ghostlane.kernels.attention.ScalarAttention;
import dev.ghostlane.kernels.dense.DenseConvolution;
import dev.ghostlane.kernels.dense.ScalarDenseConvolution;
import dev.ghostlane.kernels.depthwise.DepthwiseConvolution;
import dev.ghostlane.kernels.depthwise.ScalarDepthwiseConvolution;
import dev.ghostlane.kernels.fullyconnected.FullyConnected;
import dev.ghostlane.kernels.fullyconnected.ScalarFullyConnected;
import dev.ghostlane.kernels.gate.Gate;
import dev.ghostlane.kernels.gate.ScalarGate;
import dev.ghostlane.kernels.gate.ScalarSpatialGate;
import dev.ghostlane.kernels.gate.SpatialGate;
import dev.ghostlane.kernels.matrix.MatrixPacking;
import dev.ghostlane.kernels.matrix.MatrixProduct;
import dev.ghostlane.kernels.matrix.ScalarMatrixPacking;
import dev.ghostlane.kernels.matrix.ScalarMatrixProduct;
import dev.ghostlane.kernels.mixing.ScalarTokenMixing;
import dev.ghostlane.kernels.mixing.TokenMixing;
import dev.ghostlane.kernels.normalization.LayerNormalization;
import dev.ghostlane.kernels.normalization.ScalarLayerNormalization;
import dev.ghostlane.kernels.pointwise.PointwiseConvolution;
import dev.ghostlane.kernels.pointwise.ScalarPointwiseConvolution;
import dev.ghostlane.kernels.pool.AveragePool;
import dev.ghostlane.kernels.pool.AxisMean;
import dev.ghostlane.kernels.pool.ChannelPool;
import dev.ghostlane.kernels.pool.GlobalAveragePool;
import dev.ghostlane.kernels.pool.GlobalMax;
import dev.ghostlane.kernels.pool.ScalarAveragePool;
import dev.ghostlane.kernels.pool.ScalarAxisMean;
import dev.ghostlane.kernels.pool.ScalarChannelPool;
import dev.ghostlane.kernels.pool.ScalarGlobalAveragePool;
import dev.ghostlane.kernels.pool.ScalarGlobalMax;
import dev.ghostlane.kernels.rearrange.Rearrangement;
import dev.ghostlane.kernels.rearrange.ScalarRearrangement;
import dev.ghostlane.kernels.residual.Add;
import dev.ghostlane.kernels.residual.ScalarAdd;
import dev.ghostlane.kernels.softmax.ScalarSoftmax;
import dev.ghostlane.kernels.softmax.Softmax;
import dev.ghostlane.kernels.strip.ScalarStripConvolution;
import dev.ghostlane.kernels.strip.StripConvolution;
import dev.ghostlane.kernels.upsample.ScalarUpsample;
import dev.ghostlane.kernels.upsample.Upsample;

/// One implementation of every operation family.
///
/// All implementations give the same bits, so choosing one is a question of speed only. They are stateless:
/// any number of threads may use the same one, on different outputs or different rows of the same output.
///
/// @param name what runs, for people: `scalar` or `SIMD 256 bit`
/// @param lanes floats of a vector; 1 for the scalar kernels
public record Kernels(String name, int lanes, PointwiseConvolution pointwise, DenseConvolution dense,
        DepthwiseConvolution depthwise, StripConvolution strip, AveragePool averagePool,
        GlobalAveragePool globalAveragePool, Upsample upsample, Gate gate, ActivationMap activation, Add add,
        FullyConnected fullyConnected, Softmax softmax, MatrixPacking matrixPacking, MatrixProduct matrixProduct,
        Attention attention, Rearrangement rearrangement, TokenMixing tokenMixing,
        LayerNormalization layerNormalization, AxisMean axisMean, GlobalMax globalMax, ChannelPool channelPool,
        SpatialGate spatialGate) {

    /// System property that sets the vector width: 128, 256 or 512. Default: the platform's preferred one.
    public static final String VECTOR_BITS = "ghostlane.vectorBits";

    /// System property that switches the SIMD kernels off when it is `false`.
    public static final String SIMD = "ghostlane.simd";

    private static final Kernels SCALAR = new Kernels("scalar", 1, new ScalarPointwiseConvolution(),
            new ScalarDenseConvolution(), new ScalarDepthwiseConvolution(), new ScalarStripConvolution(),
            new ScalarAveragePool(), new ScalarGlobalAveragePool(), new ScalarUpsample(), new ScalarGate(),
            new ScalarActivationMap(), new ScalarAdd(), new ScalarFullyConnected(), new ScalarSoftmax(),
            new ScalarMatrixPacking(), new ScalarMatrixProduct(), new ScalarAttention(), new ScalarRearrangement(),
            new ScalarTokenMixing(), new ScalarLayerNormalization(), new ScalarAxisMean(), new ScalarGlobalMax(),
            new ScalarChannelPool(), new ScalarSpatialGate());

    /// The scalar reference.
    public static Kernels scalar() { return SCALAR; }

    /// The fastest kernels of this process: SIMD if it can be had, otherwise scalar. If nobody asked for the scalar
    /// ones, the first call says why as a warning of the [System.Logger] `dev.ghostlane.kernels`.
    ///
    /// @throws IllegalArgumentException if [#VECTOR_BITS] is set to a width that there is not
    public static Kernels best() { return KernelChoice.get().kernels(); }

    /// What was chosen by [#best()] and why, for people.
    public static String choice() { return KernelChoice.get().reason(); }

    /// Whether these are SIMD kernels.
    public boolean isSimd() { return lanes > 1; }
}
