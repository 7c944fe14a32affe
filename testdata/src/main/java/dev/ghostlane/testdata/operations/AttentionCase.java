package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.Exponential;
import dev.ghostlane.kernels.attention.AttentionShape;
import dev.ghostlane.kernels.matrix.TokenMatrices;
import dev.ghostlane.kernels.matrix.TokenMatrices.Role;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.PartialSums;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// An attention, its keys and values packed by the same kernels: [dev.ghostlane.kernels.attention.Attention].
///
/// @param shape of input and output: images, lines and pixels
/// @param sequences which pixels belong together
/// @param heads heads of a sequence
/// @param headChannels channels of a head
/// @param setting placements, activation, contents and seed
public record AttentionCase(MapShape shape, Sequences sequences, int heads, int headChannels,
        Setting setting) implements KernelCase {

    /// Cases of shapes that networks have.
    public static final List<AttentionCase> NETWORK = List.of(
            new AttentionCase(new MapShape(1, 14, 14), Sequences.IMAGE, 2, 32, Setting.plain(Activation.NONE, 1)),
            new AttentionCase(new MapShape(1, 16, 49), Sequences.ROW, 4, 30, Setting.plain(Activation.NONE, 2)),
            new AttentionCase(new MapShape(2, 4, 49), Sequences.ROW, 1, 72, Setting.plain(Activation.NONE, 3)),
            new AttentionCase(new MapShape(1, 13, 5), Sequences.COLUMN, 3, 8, Setting.plain(Activation.NONE, 4)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static AttentionCase draw(Draw draw) {
        int heads = draw.one(1, 1, 2, 3);
        int channels = draw.channels(65);
        return new AttentionCase(draw.mapOfPairs((long) heads * channels), draw.one(Sequences.values()), heads,
                channels, draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() {
        Layout layout = new Layout(shape, heads * headChannels, setting.input());
        return List.of(layout, layout, layout);
    }

    @Override
    public Layout output() { return new Layout(shape, heads * headChannels, setting.output()); }

    int tokens() { return sequences.tokens(shape.height(), shape.width()); }

    AttentionShape attention(Kernels kernels) {
        return new AttentionShape(
                new TokenMatrices(sequences, heads, Role.OUTPUTS,
                        kernels.matrixProduct().layout(tokens(), headChannels)),
                new TokenMatrices(sequences, heads, Role.INPUTS,
                        kernels.matrixProduct().layout(headChannels, tokens())),
                scale());
    }

    private float scale() { return (float) (1 / Math.sqrt(headChannels)); }

    @Override
    public Map<String, Object> attributes() { return Map.of("sequences", sequences, "heads", heads, "scale", scale()); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        AttentionShape attention = attention(kernels);
        return new PreparedCall((inputs, output, begin, end) -> {
            FeatureMap keys = pack(kernels, attention.keys(), inputs.get(1));
            FeatureMap values = pack(kernels, attention.values(), inputs.get(2));
            float[] scratch = new float[attention.scratchFloats() + 3];
            Arrays.fill(scratch, Float.NaN);
            kernels.attention().run(attention, inputs.get(0), keys, values, output, scratch, 3, begin, end);
        }, attention::units, (output, begin, end) -> queriesOf(attention, begin, end), List.of());
    }

    /// The elements that some units compute.
    private IntPredicate queriesOf(AttentionShape attention, int begin, int end) {
        List<int[]> all = Tokens.of(shape, sequences);
        boolean[] computed = new boolean[output().elements()];
        for (int unit = begin; unit < end; unit++) {
            int first = unit % attention.blocks() * attention.block();
            int head = unit / attention.blocks() % heads;
            int sequence = unit / attention.blocks() / heads;
            int[] tokens = all.get(sequence);
            for (int t = first; t < Math.min(first + attention.block(), tokens.length); t++) {
                int at = (tokens[t] * heads + head) * headChannels;
                Arrays.fill(computed, at, at + headChannels, true);
            }
        }
        return element -> computed[element];
    }

    private static FeatureMap pack(Kernels kernels, TokenMatrices matrices, FeatureMap map) {
        FeatureMap packed = FeatureMap.allocate(map.batch(), matrices.sequences().ofImage(map), matrices.heads(),
                matrices.layout().floats());
        kernels.matrixPacking().run(matrices, map, packed, 0, matrices.units(packed));
        return packed;
    }

    /// With exact scores `S`, of which a float one is off by at most `E`, the exponent `(S − max) · scale` is off by
    /// `scale · E` (a common shift of all cancels), two roundings of it and the exponential's own 1.6 ULP; products
    /// with values and sums add their roundings.
    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        for (int[] tokens : Tokens.of(shape, sequences)) {
            for (int head = 0; head < heads; head++) {
                int first = head * headChannels;
                for (int query : tokens) {
                    double[] scores = new double[tokens.length];
                    double error = 0;
                    for (int j = 0; j < tokens.length; j++) {
                        double magnitude = 0;
                        for (int c = first; c < first + headChannels; c++) {
                            double product = (double) at(inputs.get(0), query, c) * at(inputs.get(1), tokens[j], c);
                            scores[j] += product;
                            magnitude += Math.abs(product);
                        }
                        error = Math.max(error, ErrorBound.ofSum(accuracy.ofProducts(headChannels), magnitude));
                    }
                    claimQuery(claim, inputs.get(2), tokens, query, first, scores, error, accuracy);
                }
            }
        }
        return claim;
    }

    private void claimQuery(Claim claim, float[] values, int[] tokens, int query, int first, double[] scores,
            double error, Accuracy accuracy) {
        double scale = scale();
        double largest = IntStream.range(0, scores.length).mapToDouble(j -> scores[j]).max().orElseThrow();
        double[] weights = new double[scores.length];
        double[] errors = new double[scores.length];
        // Who scales the scores before the largest is taken off rounds numbers as large as they are.
        double early = accuracy.anyOrder()
                ? 3 * ErrorBound.UNIT * scale * IntStream.range(0, scores.length).mapToDouble(j -> Math.abs(scores[j]))
                        .max().orElseThrow()
                : 0;
        double sum = 0;
        double sumError = 0;
        for (int j = 0; j < scores.length; j++) {
            double exponent = (scores[j] - largest) * scale;
            weights[j] = StrictMath.exp(exponent);
            double off = 2 * scale * error + early
                    + 2.1 * ErrorBound.UNIT * (Math.abs(exponent) + 2 * scale * error)
                    + (accuracy.exponentialUlps() + 0.1) * 0x1p-23;
            errors[j] = weights[j] * StrictMath.expm1(off) + 3 * 0x1p-149 * StrictMath.exp(2 * scale * error);
            sum += weights[j];
            sumError += errors[j];
        }
        sumError += ErrorBound.gamma(accuracy.ofSum(tokens.length / 16 + 6, tokens.length + 1)) * (sum + sumError);
        for (int c = first; c < first + headChannels; c++) {
            double product = 0;
            double productError = 0;
            double magnitude = 0;
            for (int j = 0; j < tokens.length; j++) {
                double value = at(values, tokens[j], c);
                product += weights[j] * value;
                productError += errors[j] * Math.abs(value);
                magnitude += (weights[j] + errors[j]) * Math.abs(value);
            }
            productError += ErrorBound.ofSum(accuracy.ofProducts(tokens.length), magnitude);
            double exact = product / sum;
            double bound = (productError + Math.abs(exact) * sumError) / (sum - sumError);
            bound += ErrorBound.ofSum(accuracy.ofSum(1, 2), Math.abs(exact) + bound);
            boolean means = sumError < sum && bound >= 0 && Math.abs(exact) < 1e30;
            claim.set(query * heads * headChannels + c, exact, means ? bound : Double.POSITIVE_INFINITY);
        }
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        for (int[] tokens : Tokens.of(shape, sequences)) {
            for (int head = 0; head < heads; head++) {
                for (int query : tokens) {
                    query(inputs, tokens, query, head * headChannels, result);
                }
            }
        }
        return result;
    }

    private void query(List<float[]> inputs, int[] tokens, int query, int first, float[] result) {
        float[] weights = new float[tokens.length];
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < tokens.length; j++) {
            for (int c = first; c < first + headChannels; c++) {
                weights[j] = Math.fma(at(inputs.get(0), query, c), at(inputs.get(1), tokens[j], c), weights[j]);
            }
            largest = weights[j] > largest ? weights[j] : largest;
        }
        for (int j = 0; j < tokens.length; j++) {
            weights[j] = Exponential.exp((weights[j] - largest) * scale());
        }
        float weight = PartialSums.of(weights);
        for (int c = first; c < first + headChannels; c++) {
            float sum = 0;
            for (int j = 0; j < tokens.length; j++) {
                sum = Math.fma(weights[j], at(inputs.get(2), tokens[j], c), sum);
            }
            result[query * heads * headChannels + c] = sum / weight;
        }
    }

    private float at(float[] values, int pixel, int channel) { return values[pixel * heads * headChannels + channel]; }
}
