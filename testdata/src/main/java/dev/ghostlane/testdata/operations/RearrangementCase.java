package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.rearrange.Rearrangement.Direction;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Map;

/// A rearrangement: [dev.ghostlane.kernels.rearrange.Rearrangement].
///
/// @param shape of the map of pixels
/// @param channels channels of a pixel
/// @param grouping which pixels form a row of tokens
/// @param direction from pixels to tokens or back
/// @param setting placements, activation, contents and seed
public record RearrangementCase(MapShape shape, int channels, Grouping grouping, Direction direction,
        Setting setting) implements KernelCase {

    /// Cases of shapes that networks have.
    public static final List<RearrangementCase> NETWORK = List.of(
            new RearrangementCase(new MapShape(1, 28, 28), 120, new Grouping(Grouping.Kind.WINDOWS, 7),
                    Direction.GROUP, Setting.plain(Activation.NONE, 1)),
            new RearrangementCase(new MapShape(2, 16, 20), 72, new Grouping(Grouping.Kind.WINDOWS, 7),
                    Direction.UNGROUP, Setting.plain(Activation.NONE, 2)),
            new RearrangementCase(new MapShape(1, 14, 14), 480, new Grouping(Grouping.Kind.PLACES, 2),
                    Direction.GROUP, Setting.plain(Activation.NONE, 3)),
            new RearrangementCase(new MapShape(1, 7, 7), 960, new Grouping(Grouping.Kind.PLACES, 2),
                    Direction.UNGROUP, Setting.plain(Activation.NONE, 4)));

    private MapShape tokens() {
        return new MapShape(shape.batch(), grouping.rows(shape.height(), shape.width()),
                grouping.tokens(shape.height(), shape.width()));
    }

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static RearrangementCase draw(Draw draw) {
        int channels = draw.channels(200);
        return new RearrangementCase(draw.map(channels), channels,
                new Grouping(draw.one(Grouping.Kind.values()), draw.one(1, 2, 2, 3, 7, 7, 9)),
                draw.one(Direction.values()), draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() {
        return List.of(new Layout(direction == Direction.GROUP ? shape : tokens(), channels, setting.input()));
    }

    @Override
    public Layout output() {
        return new Layout(direction == Direction.GROUP ? tokens() : shape, channels, setting.output());
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("kind", grouping.kind(), "side", grouping.side(), "direction", direction);
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.rearrangement().run(grouping, direction,
                inputs.getFirst(), output, begin, end));
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    /// Pixel (y, x) of square (y / side, x / side) and place (y % side, x % side), as the papers' reshapes have them.
    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        int side = grouping.side();
        int across = (shape.width() + side - 1) / side;
        int squares = across * ((shape.height() + side - 1) / side);
        for (int image = 0; image < shape.batch(); image++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    int square = y / side * across + x / side;
                    int place = y % side * side + x % side;
                    int token = image * squares * side * side + (grouping.kind() == Grouping.Kind.WINDOWS
                            ? square * side * side + place
                            : place * squares + square);
                    int pixel = (image * shape.height() + y) * shape.width() + x;
                    System.arraycopy(inputs.getFirst(), (direction == Direction.GROUP ? pixel : token) * channels,
                            result, (direction == Direction.GROUP ? token : pixel) * channels, channels);
                }
            }
        }
        return result;
    }
}
