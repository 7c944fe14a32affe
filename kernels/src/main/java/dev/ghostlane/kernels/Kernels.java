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

    /// {@return the scalar reference}
    static Kernels scalar() { return KernelChoice.SCALAR; }

    /// {@return the fastest kernels of this process: SIMD if it can be had, otherwise scalar} If nobody asked for the
    /// scalar ones, the first call says why as a warning of the [System.Logger] `dev.ghostlane.kernels`.
    ///
    /// @throws IllegalArgumentException if [#VECTOR_BITS] is set to a width that there is not
    static Kernels best() { return KernelChoice.get().kernels(); }

    /// {@return what was chosen by [#best()] and why, for people}
    static String choice() { return KernelChoice.get().reason(); }

    /// {@return what runs, for people: `scalar` or `SIMD 256 bit`}
    default String name() { return "scalar"; }

    /// {@return the number of floats of a vector; 1 for the scalar kernels}
    default int lanes() { return 1; }

    /// {@return whether these are SIMD kernels}
    default boolean isSimd() { return lanes() > 1; }

    /// {@return the 1×1 convolution}
    default PointwiseConvolution pointwise() { return PointwiseConvolution.scalar(); }

    /// {@return the convolution that reads all input channels, such as a stem}
    default DenseConvolution dense() { return DenseConvolution.scalar(); }

    /// {@return the convolution of each channel with a kernel of its own}
    default DepthwiseConvolution depthwise() { return DepthwiseConvolution.scalar(); }

    /// {@return the depthwise convolution with a kernel of one row or one column}
    default StripConvolution strip() { return StripConvolution.scalar(); }

    /// {@return the 2×2 average pooling with stride 2}
    default AveragePool averagePool() { return AveragePool.scalar(); }

    /// {@return the kernel for the average over all pixels of an image}
    default GlobalAveragePool globalAveragePool() { return GlobalAveragePool.scalar(); }

    /// {@return the resize by nearest neighbour or bilinear interpolation}
    default Upsample upsample() { return Upsample.scalar(); }

    /// {@return the kernel for the product with a gate that is activated and resized on the way}
    default Gate gate() { return Gate.scalar(); }

    /// {@return the kernel for element-wise functions}
    default ActivationMap activation() { return ActivationMap.scalar(); }

    /// {@return the kernel for the sum of two maps}
    default Add add() { return Add.scalar(); }

    /// {@return the fully connected layer on a map of one pixel}
    default FullyConnected fullyConnected() { return FullyConnected.scalar(); }

    /// {@return the kernel for softmax over the channels of each pixel}
    default Softmax softmax() { return Softmax.scalar(); }

    /// {@return the kernel that packs the tokens of a map as matrices, in each run}
    default MatrixPacking matrixPacking() { return MatrixPacking.scalar(); }

    /// {@return the kernel for products of constant matrices and packed tokens}
    default MatrixProduct matrixProduct() { return MatrixProduct.scalar(); }

    /// {@return the kernel for multi-head attention without projections}
    default Attention attention() { return Attention.scalar(); }

    /// {@return the kernel that moves pixels to rows of tokens and back}
    default Rearrangement rearrangement() { return Rearrangement.scalar(); }

    /// {@return the fully connected layer between the tokens of a sequence}
    default TokenMixing tokenMixing() { return TokenMixing.scalar(); }

    /// {@return the kernel for layer normalisation over the channels of each pixel}
    default LayerNormalization layerNormalization() { return LayerNormalization.scalar(); }

    /// {@return the kernel for the mean of each row or column}
    default AxisMean axisMean() { return AxisMean.scalar(); }

    /// {@return the kernel for the maximum over all pixels of an image}
    default GlobalMax globalMax() { return GlobalMax.scalar(); }

    /// {@return the kernel for mean and maximum over the channels of each pixel}
    default ChannelPool channelPool() { return ChannelPool.scalar(); }

    /// {@return the kernel for the product of all channels of a pixel with one value}
    default SpatialGate spatialGate() { return SpatialGate.scalar(); }

    /// {@return the inverse cosine transform of a JPEG's 8×8 blocks}
    default InverseDct inverseDct() { return InverseDct.scalar(); }

    /// {@return the interpolation of a JPEG's colour components, where they are smaller than the image}
    default ChromaUpsampling chromaUpsampling() { return ChromaUpsampling.scalar(); }

    /// {@return the conversion of a JPEG's components to red, green and blue}
    default ColourConversion colourConversion() { return ColourConversion.scalar(); }

    /// {@return what makes rows of bytes of bands of red, green and blue}
    default RgbRows rgbRows() { return RgbRows.scalar(); }

    /// {@return the first pass of a resize with Pillow's fixed point, along the rows}
    default HorizontalResampling horizontalResampling() { return HorizontalResampling.scalar(); }

    /// {@return the second pass of a resize with Pillow's fixed point, along the columns}
    default VerticalResampling verticalResampling() { return VerticalResampling.scalar(); }

    /// {@return what makes a network's floats of pixels: `(sample / 255 - mean) / deviation`}
    default PixelNormalisation pixelNormalisation() { return PixelNormalisation.scalar(); }

    /// {@return what undoes the filters of a PNG's rows}
    default Unfiltering unfiltering() { return Unfiltering.scalar(); }

    /// {@return what makes bands of red, green and blue of a PNG's rows}
    default BandColumns bandColumns() { return BandColumns.scalar(); }
}
