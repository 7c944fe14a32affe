package dev.ghostlane.kernels;

import dev.ghostlane.kernels.activation.ActivationMap;
import dev.ghostlane.kernels.attention.Attention;
import dev.ghostlane.kernels.dense.DenseConvolution;
import dev.ghostlane.kernels.depthwise.DepthwiseConvolution;
import dev.ghostlane.kernels.fullyconnected.FullyConnected;
import dev.ghostlane.kernels.gate.Gate;
import dev.ghostlane.kernels.gate.SpatialGate;
import dev.ghostlane.kernels.jpeg.ChromaUpsampling;
import dev.ghostlane.kernels.jpeg.ColourConversion;
import dev.ghostlane.kernels.jpeg.InverseDct;
import dev.ghostlane.kernels.matrix.MatrixPacking;
import dev.ghostlane.kernels.matrix.MatrixProduct;
import dev.ghostlane.kernels.mixing.TokenMixing;
import dev.ghostlane.kernels.normalization.LayerNormalization;
import dev.ghostlane.kernels.pointwise.PointwiseConvolution;
import dev.ghostlane.kernels.pool.AveragePool;
import dev.ghostlane.kernels.pool.AxisMean;
import dev.ghostlane.kernels.pool.ChannelPool;
import dev.ghostlane.kernels.pool.GlobalAveragePool;
import dev.ghostlane.kernels.pool.GlobalMax;
import dev.ghostlane.kernels.rearrange.Rearrangement;
import dev.ghostlane.kernels.residual.Add;
import dev.ghostlane.kernels.resample.HorizontalResampling;
import dev.ghostlane.kernels.resample.PixelNormalisation;
import dev.ghostlane.kernels.resample.VerticalResampling;
import dev.ghostlane.kernels.softmax.Softmax;
import dev.ghostlane.kernels.strip.StripConvolution;
import dev.ghostlane.kernels.upsample.Upsample;

/// One implementation of every operation family; the scalar one, as far as a method is not overridden. Each family's
/// method returns its kernel, whose interface says what it computes.
///
/// All implementations give the same bits, so choosing one is a question of speed only. They are stateless:
/// any number of threads may use the same one, on different outputs or different rows of the same output.
public interface Kernels {

    /// System property that sets the vector width: 128, 256 or 512. Default: the platform's preferred one.
    String VECTOR_BITS = "ghostlane.vectorBits";

    /// System property that switches the SIMD kernels off when it is `false`.
    String SIMD = "ghostlane.simd";

    /// The scalar reference.
    static Kernels scalar() { return KernelChoice.SCALAR; }

    /// The fastest kernels of this process: SIMD if it can be had, otherwise scalar. If nobody asked for the scalar
    /// ones, the first call says why as a warning of the [System.Logger] `dev.ghostlane.kernels`.
    ///
    /// @throws IllegalArgumentException if [#VECTOR_BITS] is set to a width that there is not
    static Kernels best() { return KernelChoice.get().kernels(); }

    /// What was chosen by [#best()] and why, for people.
    static String choice() { return KernelChoice.get().reason(); }

    /// What runs, for people: `scalar` or `SIMD 256 bit`.
    default String name() { return "scalar"; }

    /// Floats of a vector; 1 for the scalar kernels.
    default int lanes() { return 1; }

    /// Whether these are SIMD kernels.
    default boolean isSimd() { return lanes() > 1; }

    default PointwiseConvolution pointwise() { return PointwiseConvolution.scalar(); }

    default DenseConvolution dense() { return DenseConvolution.scalar(); }

    default DepthwiseConvolution depthwise() { return DepthwiseConvolution.scalar(); }

    default StripConvolution strip() { return StripConvolution.scalar(); }

    default AveragePool averagePool() { return AveragePool.scalar(); }

    default GlobalAveragePool globalAveragePool() { return GlobalAveragePool.scalar(); }

    default Upsample upsample() { return Upsample.scalar(); }

    default Gate gate() { return Gate.scalar(); }

    default ActivationMap activation() { return ActivationMap.scalar(); }

    default Add add() { return Add.scalar(); }

    default FullyConnected fullyConnected() { return FullyConnected.scalar(); }

    default Softmax softmax() { return Softmax.scalar(); }

    default MatrixPacking matrixPacking() { return MatrixPacking.scalar(); }

    default MatrixProduct matrixProduct() { return MatrixProduct.scalar(); }

    default Attention attention() { return Attention.scalar(); }

    default Rearrangement rearrangement() { return Rearrangement.scalar(); }

    default TokenMixing tokenMixing() { return TokenMixing.scalar(); }

    default LayerNormalization layerNormalization() { return LayerNormalization.scalar(); }

    default AxisMean axisMean() { return AxisMean.scalar(); }

    default GlobalMax globalMax() { return GlobalMax.scalar(); }

    default ChannelPool channelPool() { return ChannelPool.scalar(); }

    default SpatialGate spatialGate() { return SpatialGate.scalar(); }

    default InverseDct inverseDct() { return InverseDct.scalar(); }

    default ChromaUpsampling chromaUpsampling() { return ChromaUpsampling.scalar(); }

    default ColourConversion colourConversion() { return ColourConversion.scalar(); }

    default HorizontalResampling horizontalResampling() { return HorizontalResampling.scalar(); }

    default VerticalResampling verticalResampling() { return VerticalResampling.scalar(); }

    default PixelNormalisation pixelNormalisation() { return PixelNormalisation.scalar(); }
}
