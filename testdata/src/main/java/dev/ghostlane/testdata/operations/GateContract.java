package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.Shapes;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.InPlaceContract;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Settings;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// The promises of gating, see [dev.ghostlane.kernels.gate.Gate].
public abstract class GateContract extends InPlaceContract<GateCase> {

    /// For the test classes.
    protected GateContract() {}

    @Provide
    @Override
    protected Arbitrary<GateCase> cases() {
        return Combinators.combine(Arbitraries.of(UpsampleMode.class), Shapes.maps(), gateSizes(),
                Shapes.channels(1000), Shapes.placements(), Settings.any())
                .as((mode, shape, gate, channels, placement, setting) -> {
                    MapShape affordable = shape.atMost(Effort.units(channels * 4L));
                    return gated(mode, affordable, gate, channels, placement, setting);
                });
    }

    /// The sizes that the network has, half the output or one pixel, and any other.
    private static Arbitrary<Tuple.Tuple2<Integer, Integer>> gateSizes() {
        return Arbitraries.oneOf(Arbitraries.just(Tuple.of(0, 0)), Arbitraries.just(Tuple.of(1, 1)),
                Combinators.combine(Shapes.sides(12), Shapes.sides(12)).as(Tuple::of));
    }

    private static GateCase gated(UpsampleMode mode, MapShape shape, Tuple.Tuple2<Integer, Integer> gate,
            int channels, Placement placement, Setting setting) {
        int height = gate.get1() == 0 ? Math.max(shape.height() / 2, 1) : gate.get1();
        int width = gate.get2() == 0 ? Math.max(shape.width() / 2, 1) : gate.get2();
        return new GateCase(mode, shape, height, width, channels, placement, setting);
    }

    @Override
    protected List<GateCase> networkCases() {
        return List.of(
                network(new MapShape(1, 40, 40), 20, 36, Activation.SIGMOID),
                network(new MapShape(1, 28, 28), 14, 60, Activation.NONE),
                network(new MapShape(1, 14, 14), 7, 92, Activation.SIGMOID),
                network(new MapShape(2, 7, 7), 3, 480, Activation.SIGMOID),
                network(new MapShape(1, 14, 14), 1, 672, Activation.HARD_SIGMOID));
    }

    private static GateCase network(MapShape shape, int gateSize, int channels, Activation activation) {
        return new GateCase(UpsampleMode.NEAREST, shape, gateSize, gateSize, channels, Placement.DENSE,
                Setting.plain(activation, channels));
    }
}
