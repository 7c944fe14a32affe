package dev.ghostlane.testdata.operations;

import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.contract.KernelCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// An operation whose cases can be drawn from a seed, without jqwik.
///
/// @param name for people and files
/// @param sample draws a case
/// @param <C> its cases
public record Operation<C extends KernelCase>(String name, Function<Sampler, C> sample) {

    /// 1×1 convolution.
    public static final Operation<PointwiseCase> POINTWISE = new Operation<>("pointwise", PointwiseCase::sample);

    /// Dense convolution.
    public static final Operation<DenseCase> DENSE = new Operation<>("dense", DenseCase::sample);

    /// Depthwise convolution.
    public static final Operation<DepthwiseCase> DEPTHWISE = new Operation<>("depthwise", DepthwiseCase::sample);

    /// Depthwise convolution with a kernel of 1×K or K×1.
    public static final Operation<StripCase> STRIP = new Operation<>("strip", StripCase::sample);

    /// 2×2 average pooling.
    public static final Operation<AveragePoolCase> AVERAGE_POOL = new Operation<>("average-pool",
            AveragePoolCase::sample);

    /// Average over all pixels.
    public static final Operation<GlobalAveragePoolCase> GLOBAL_AVERAGE_POOL = new Operation<>("global-average-pool",
            GlobalAveragePoolCase::sample);

    /// Resizing, nearest or bilinear.
    public static final Operation<UpsampleCase> UPSAMPLE = new Operation<>("upsample", UpsampleCase::sample);

    /// Product with an activated, resized gate.
    public static final Operation<GateCase> GATE = new Operation<>("gate", GateCase::sample);

    /// Sum of two maps.
    public static final Operation<AddCase> ADD = new Operation<>("add", AddCase::sample);

    /// Activation of a map.
    public static final Operation<ActivationCase> ACTIVATION = new Operation<>("activation", ActivationCase::sample);

    /// Fully connected layer.
    public static final Operation<FullyConnectedCase> FULLY_CONNECTED = new Operation<>("fully-connected",
            FullyConnectedCase::sample);

    /// Softmax over the channels.
    public static final Operation<SoftmaxCase> SOFTMAX = new Operation<>("softmax", SoftmaxCase::sample);

    /// Multi-head attention.
    public static final Operation<AttentionCase> ATTENTION = new Operation<>("attention", AttentionCase::sample);

    /// Matrix times the tokens of a map.
    public static final Operation<MatrixProductCase> MATRIX_PRODUCT = new Operation<>("matrix-product",
            MatrixProductCase::sample);

    /// Fully connected layer over the tokens of a map, weights of their own for each channel.
    public static final Operation<TokenMixingCase> TOKEN_MIXING = new Operation<>("token-mixing",
            TokenMixingCase::sample);

    /// Pixels to tokens of windows, and back.
    public static final Operation<RearrangementCase> REARRANGEMENT = new Operation<>("rearrangement",
            RearrangementCase::sample);

    /// Layer normalisation over the channels.
    public static final Operation<LayerNormalizationCase> LAYER_NORMALIZATION = new Operation<>("layer-normalization",
            LayerNormalizationCase::sample);

    /// Means along rows or columns.
    public static final Operation<AxisMeanCase> AXIS_MEAN = new Operation<>("axis-mean", AxisMeanCase::sample);

    /// Maximum over all pixels.
    public static final Operation<GlobalMaxCase> GLOBAL_MAX = new Operation<>("global-max", GlobalMaxCase::sample);

    /// Mean and maximum over the channels.
    public static final Operation<ChannelPoolCase> CHANNEL_POOL = new Operation<>("channel-pool",
            ChannelPoolCase::sample);

    /// Product with a map of one channel.
    public static final Operation<SpatialGateCase> SPATIAL_GATE = new Operation<>("spatial-gate",
            SpatialGateCase::sample);

    /// All of them.
    public static List<Operation<?>> all() {
        return List.of(POINTWISE, DENSE, DEPTHWISE, STRIP, AVERAGE_POOL, GLOBAL_AVERAGE_POOL, UPSAMPLE, GATE, ADD,
                ACTIVATION, FULLY_CONNECTED, SOFTMAX, ATTENTION, MATRIX_PRODUCT, TOKEN_MIXING, REARRANGEMENT,
                LAYER_NORMALIZATION, AXIS_MEAN, GLOBAL_MAX, CHANNEL_POOL, SPATIAL_GATE);
    }

    /// The one of a name.
    public static Optional<Operation<?>> named(String name) {
        return all().stream().filter(operation -> operation.name.equals(name)).findFirst();
    }

    /// Cases that a seed determines; kinds of contents take turns.
    ///
    /// @param contents kinds of contents
    public List<C> cases(Set<Content> contents, long seed, int count) {
        List<Content> kinds = List.copyOf(contents).stream().sorted().toList();
        List<C> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Far apart, because a case takes the seeds behind its own for its tensors.
            cases.add(sample.apply(new Sampler(seed * 1_000_000_007L + i * 1_009L, kinds.get(i % kinds.size()))));
        }
        return cases;
    }
}
