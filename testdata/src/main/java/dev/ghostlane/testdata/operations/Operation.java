package dev.ghostlane.testdata.operations;

import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// An operation whose cases can be drawn from a seed, without jqwik. A new one is a line of this list.
///
/// @param name for people and files, that of its cases
/// @param drawn draws a case
/// @param <C> its cases
public record Operation<C extends KernelCase>(String name, Function<Draw, C> drawn) {

    private static final List<Operation<?>> ALL = new ArrayList<>();

    /// 1×1 convolution.
    public static final Operation<PointwiseCase> POINTWISE = of(PointwiseCase.class, PointwiseCase::draw);

    /// Dense convolution.
    public static final Operation<DenseCase> DENSE = of(DenseCase.class, DenseCase::draw);

    /// Depthwise convolution.
    public static final Operation<DepthwiseCase> DEPTHWISE = of(DepthwiseCase.class, DepthwiseCase::draw);

    /// Depthwise convolution with a kernel of 1×K or K×1.
    public static final Operation<StripCase> STRIP = of(StripCase.class, StripCase::draw);

    /// 2×2 average pooling.
    public static final Operation<AveragePoolCase> AVERAGE_POOL = of(AveragePoolCase.class, AveragePoolCase::draw);

    /// Average over all pixels.
    public static final Operation<GlobalAveragePoolCase> GLOBAL_AVERAGE_POOL = of(GlobalAveragePoolCase.class,
            GlobalAveragePoolCase::draw);

    /// Resizing, nearest or bilinear.
    public static final Operation<UpsampleCase> UPSAMPLE = of(UpsampleCase.class, UpsampleCase::draw);

    /// Product with an activated, resized gate.
    public static final Operation<GateCase> GATE = of(GateCase.class, GateCase::draw);

    /// Sum of two maps.
    public static final Operation<AddCase> ADD = of(AddCase.class, AddCase::draw);

    /// Activation of a map.
    public static final Operation<ActivationCase> ACTIVATION = of(ActivationCase.class, ActivationCase::draw);

    /// Fully connected layer.
    public static final Operation<FullyConnectedCase> FULLY_CONNECTED = of(FullyConnectedCase.class,
            FullyConnectedCase::draw);

    /// Softmax over the channels.
    public static final Operation<SoftmaxCase> SOFTMAX = of(SoftmaxCase.class, SoftmaxCase::draw);

    /// Multi-head attention.
    public static final Operation<AttentionCase> ATTENTION = of(AttentionCase.class, AttentionCase::draw);

    /// Matrix times the tokens of a map.
    public static final Operation<MatrixProductCase> MATRIX_PRODUCT = of(MatrixProductCase.class,
            MatrixProductCase::draw);

    /// Fully connected layer over the tokens of a map, weights of their own for each channel.
    public static final Operation<TokenMixingCase> TOKEN_MIXING = of(TokenMixingCase.class, TokenMixingCase::draw);

    /// Pixels to tokens of windows, and back.
    public static final Operation<RearrangementCase> REARRANGEMENT = of(RearrangementCase.class,
            RearrangementCase::draw);

    /// Layer normalisation over the channels.
    public static final Operation<LayerNormalizationCase> LAYER_NORMALIZATION = of(LayerNormalizationCase.class,
            LayerNormalizationCase::draw);

    /// Means along rows or columns.
    public static final Operation<AxisMeanCase> AXIS_MEAN = of(AxisMeanCase.class, AxisMeanCase::draw);

    /// Maximum over all pixels.
    public static final Operation<GlobalMaxCase> GLOBAL_MAX = of(GlobalMaxCase.class, GlobalMaxCase::draw);

    /// Mean and maximum over the channels.
    public static final Operation<ChannelPoolCase> CHANNEL_POOL = of(ChannelPoolCase.class, ChannelPoolCase::draw);

    /// Product with a map of one channel.
    public static final Operation<SpatialGateCase> SPATIAL_GATE = of(SpatialGateCase.class, SpatialGateCase::draw);

    /// Dequantisation and inverse cosine transform.
    public static final Operation<InverseDctCase> INVERSE_DCT = of(InverseDctCase.class, InverseDctCase::draw);

    /// Rows of an upsampled component.
    public static final Operation<ChromaRowsCase> CHROMA_ROWS = of(ChromaRowsCase.class, ChromaRowsCase::draw);

    /// Columns of an upsampled component.
    public static final Operation<ChromaColumnsCase> CHROMA_COLUMNS = of(ChromaColumnsCase.class,
            ChromaColumnsCase::draw);

    /// Red, green and blue of a JPEG's components.
    public static final Operation<ColourConversionCase> COLOUR_CONVERSION = of(ColourConversionCase.class,
            ColourConversionCase::draw);

    /// Rows of pixels.
    public static final Operation<RgbRowsCase> RGB_ROWS = of(RgbRowsCase.class, RgbRowsCase::draw);

    /// First pass of a resize.
    public static final Operation<HorizontalResamplingCase> HORIZONTAL_RESAMPLING = of(HorizontalResamplingCase.class,
            HorizontalResamplingCase::draw);

    /// Rows of columns.
    public static final Operation<BandRowsCase> BAND_ROWS = of(BandRowsCase.class, BandRowsCase::draw);

    /// Second pass of a resize.
    public static final Operation<VerticalResamplingCase> VERTICAL_RESAMPLING = of(VerticalResamplingCase.class,
            VerticalResamplingCase::draw);

    /// A network's input of pixels.
    public static final Operation<PixelNormalisationCase> PIXEL_NORMALISATION = of(PixelNormalisationCase.class,
            PixelNormalisationCase::draw);

    /// Filters of a PNG's rows, undone.
    public static final Operation<UnfilteringCase> UNFILTERING = of(UnfilteringCase.class, UnfilteringCase::draw);

    /// Columns of rows.
    public static final Operation<BandColumnsCase> BAND_COLUMNS = of(BandColumnsCase.class, BandColumnsCase::draw);

    private static <C extends KernelCase> Operation<C> of(Class<C> cases, Function<Draw, C> drawn) {
        Operation<C> operation = new Operation<>(KernelCase.operation(cases), drawn);
        ALL.add(operation);
        return operation;
    }

    /// {@return all operations}
    public static List<Operation<?>> all() { return List.copyOf(ALL); }

    /// {@return the operation of a name}
    ///
    /// @param name as [#name()] has it
    public static Optional<Operation<?>> named(String name) {
        return all().stream().filter(operation -> operation.name.equals(name)).findFirst();
    }

    /// {@return cases that a seed determines; kinds of contents take turns}
    ///
    /// @param contents kinds of contents
    /// @param seed the same seed gives the same cases
    /// @param count how many
    public List<C> cases(Set<Content> contents, long seed, int count) {
        List<Content> kinds = contents.stream().sorted().toList();
        // Far apart, because a case takes the next seeds, too, for its tensors.
        return IntStream.range(0, count).mapToObj(i -> drawn.apply(
                Draw.ofSeed(seed * 1_000_000_007L + i * 1_009L, kinds.get(i % kinds.size())))).toList();
    }
}
