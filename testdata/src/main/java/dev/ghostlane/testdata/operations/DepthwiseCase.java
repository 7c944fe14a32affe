package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.ConvolutionCase;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.ReferenceConvolution;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.operations.DepthwiseCase.Kernel;
import java.util.List;
import java.util.Map;

/// A depthwise convolution: [dev.ghostlane.kernels.depthwise.DepthwiseConvolution].
///
/// @param shape of the input
/// @param channels channels of a pixel
/// @param kernel the kernel's geometry
/// @param setting placements, activation, contents and seed
public record DepthwiseCase(MapShape shape, int channels, Kernel kernel,
        Setting setting) implements MapCase, ConvolutionCase {

    /// Cases of shapes that networks have.
    public static final List<DepthwiseCase> NETWORK = List.of(
            new DepthwiseCase(new MapShape(1, 112, 112), 8, Kernel.same(3, 1),
                    Setting.plain(Activation.RELU, 1)),
            new DepthwiseCase(new MapShape(1, 28, 28), 36, Kernel.same(3, 1),
                    Setting.plain(Activation.RELU, 2)),
            new DepthwiseCase(new MapShape(1, 14, 14), 92, Kernel.same(3, 1),
                    Setting.plain(Activation.NONE, 3)),
            new DepthwiseCase(new MapShape(1, 56, 56), 48, Kernel.same(3, 2),
                    Setting.plain(Activation.NONE, 4)),
            new DepthwiseCase(new MapShape(1, 28, 28), 72, Kernel.same(5, 2),
                    Setting.plain(Activation.NONE, 5)),
            new DepthwiseCase(new MapShape(2, 14, 14), 112, Kernel.same(5, 2),
                    Setting.plain(Activation.NONE, 6)),
            new DepthwiseCase(new MapShape(1, 7, 7), 624, Kernel.same(3, 1),
                    Setting.plain(Activation.RELU, 7)),
            new DepthwiseCase(new MapShape(1, 7, 5), 480, Kernel.same(3, 1),
                    Setting.plain(Activation.RELU, 8)),
            // Of images with odd sides: the right edge has its padding under the kernel, too.
            new DepthwiseCase(new MapShape(1, 29, 27), 48, Kernel.same(3, 2),
                    Setting.plain(Activation.NONE, 9)));

    /// The kernel's geometry.
    ///
    /// @param height height of the kernel
    /// @param width width of the kernel
    /// @param stride step of the kernel in both directions
    /// @param paddingHeight lines of padding above and below
    /// @param paddingWidth columns of padding left and right
    public record Kernel(int height, int width, int stride, int paddingHeight, int paddingWidth) {

        /// {@return a square kernel of odd size whose output has the input's size, divided by the stride}
        ///
        /// @param size side of the kernel
        /// @param stride step of the kernel in both directions
        public static Kernel same(int size, int stride) {
            return new Kernel(size, size, stride, size / 2, size / 2);
        }
    }

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static DepthwiseCase draw(Draw draw) {
        int stride = draw.one(1, 1, 2, 2, 3);
        Kernel kernel = switch (draw.between(0, 2)) {
            case 0 -> draw.one(Kernel.same(3, 1), Kernel.same(3, 2), Kernel.same(5, 2));
            case 1 -> Kernel.same(draw.one(3, 3, 5, 5, 1, 7, 9), stride);
            default -> {
                int height = draw.between(1, 6);
                int width = draw.between(1, 6);
                yield new Kernel(height, width, stride, draw.between(0, height - 1), draw.between(0, width - 1));
            }
        };
        int channels = draw.channels(1000);
        long pixels = Effort.units((long) channels * kernel.height * kernel.width) * kernel.stride * kernel.stride;
        MapShape shape = draw.map().atMost(pixels).atLeast(kernel.height - 2 * kernel.paddingHeight,
                kernel.width - 2 * kernel.paddingWidth);
        return new DepthwiseCase(shape, channels, kernel, draw.setting());
    }

    @Override
    public Layout output() {
        MapShape outShape = new MapShape(shape.batch(),
                (shape.height() + 2 * kernel.paddingHeight - kernel.height) / kernel.stride + 1,
                (shape.width() + 2 * kernel.paddingWidth - kernel.width) / kernel.stride + 1);
        return new Layout(outShape, channels, setting.output());
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("stride", kernel.stride, "paddingHeight", kernel.paddingHeight,
                "paddingWidth", kernel.paddingWidth, "activation", setting.activation());
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        DepthwiseWeights packed = DepthwiseWeights.pack(channels, kernel.height, kernel.width, kernel.stride,
                kernel.paddingHeight, kernel.paddingWidth, weights(), bias());
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.depthwise().run(packed,
                setting.activation(), inputs.getFirst(), output, begin, end), packed.taps(), packed.bias());
    }

    @Override
    public List<Integer> weightShape() { return List.of(channels, 1, kernel.height, kernel.width); }

    @Override
    public ReferenceConvolution convolution() {
        return new ReferenceConvolution(channels, kernel.height, kernel.width, kernel.stride, kernel.paddingHeight,
                kernel.paddingWidth);
    }
}
