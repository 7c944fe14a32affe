package dev.ghostlane.kernels;

import dev.ghostlane.kernels.activation.ActivationMap;
import dev.ghostlane.kernels.attention.Attention;
import dev.ghostlane.kernels.dense.DenseConvolution;
import dev.ghostlane.kernels.depthwise.DepthwiseConvolution;
import dev.ghostlane.kernels.fullyconnected.FullyConnected;
import dev.ghostlane.kernels.gate.Gate;
import dev.ghostlane.kernels.gate.SpatialGate;
import dev.ghostlane.kernels.internal.Simd;
import dev.ghostlane.kernels.jpeg.ChromaUpsampling;
import dev.ghostlane.kernels.jpeg.ColourConversion;
import dev.ghostlane.kernels.jpeg.InverseDct;
import dev.ghostlane.kernels.jpeg.RgbRows;
import dev.ghostlane.kernels.matrix.MatrixPacking;
import dev.ghostlane.kernels.matrix.MatrixProduct;
import dev.ghostlane.kernels.mixing.TokenMixing;
import dev.ghostlane.kernels.normalization.LayerNormalization;
import dev.ghostlane.kernels.png.BandColumns;
import dev.ghostlane.kernels.png.Unfiltering;
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

/// The SIMD kernels: every family of [Kernels] overridden, which a test sees to. Apart from [Kernels], so that nothing
/// refers to the Vector API where it is missing.
final class SimdKernels implements Kernels {

    private static final int BITS = Simd.LANES * Float.SIZE;

    static KernelChoice choice() {
        return new KernelChoice(new SimdKernels(), "SIMD kernels: vectors of " + BITS + " bits (" + Simd.LANES
                + " floats), " + Simd.REGISTERS + " registers");
    }

    public String name() { return "SIMD " + BITS + " bit"; }

    public int lanes() { return Simd.LANES; }

    public PointwiseConvolution pointwise() { return PointwiseConvolution.simd(); }

    public DenseConvolution dense() { return DenseConvolution.simd(); }

    public DepthwiseConvolution depthwise() { return DepthwiseConvolution.simd(); }

    public StripConvolution strip() { return StripConvolution.simd(); }

    public AveragePool averagePool() { return AveragePool.simd(); }

    public GlobalAveragePool globalAveragePool() { return GlobalAveragePool.simd(); }

    public Upsample upsample() { return Upsample.simd(); }

    public Gate gate() { return Gate.simd(); }

    public ActivationMap activation() { return ActivationMap.simd(); }

    public Add add() { return Add.simd(); }

    public FullyConnected fullyConnected() { return FullyConnected.simd(); }

    public Softmax softmax() { return Softmax.simd(); }

    public MatrixPacking matrixPacking() { return MatrixPacking.simd(); }

    public MatrixProduct matrixProduct() { return MatrixProduct.simd(); }

    public Attention attention() { return Attention.simd(); }

    public Rearrangement rearrangement() { return Rearrangement.simd(); }

    public TokenMixing tokenMixing() { return TokenMixing.simd(); }

    public LayerNormalization layerNormalization() { return LayerNormalization.simd(); }

    public AxisMean axisMean() { return AxisMean.simd(); }

    public GlobalMax globalMax() { return GlobalMax.simd(); }

    public ChannelPool channelPool() { return ChannelPool.simd(); }

    public SpatialGate spatialGate() { return SpatialGate.simd(); }

    public InverseDct inverseDct() { return InverseDct.simd(); }

    public ChromaUpsampling chromaUpsampling() { return ChromaUpsampling.simd(); }

    public ColourConversion colourConversion() { return ColourConversion.simd(); }

    public RgbRows rgbRows() { return RgbRows.simd(); }

    public HorizontalResampling horizontalResampling() { return HorizontalResampling.simd(); }

    public VerticalResampling verticalResampling() { return VerticalResampling.simd(); }

    public PixelNormalisation pixelNormalisation() { return PixelNormalisation.simd(); }

    public Unfiltering unfiltering() { return Unfiltering.simd(); }

    public BandColumns bandColumns() { return BandColumns.simd(); }
}
