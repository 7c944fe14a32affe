package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.network.Blocks;
import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.ghostnetv2.network.RandomParameters;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What can be asked of one gate.
class GateMapTest {

    private static GateMap gate(int height, int width, int strip, int channels, float... values) {
        FeatureMap map = FeatureMap.allocate(1, height, width, channels);
        System.arraycopy(values, 0, map.data(), 0, values.length);
        return new GateMap("blocks.3.0.ghost1", map, height / 2, width / 2, strip);
    }

    @Test
    void meansChannelsAndTheStrongest() {
        GateMap gate = gate(2, 2, 5, 4, 1, 0.5f, 0.25f, 0.25f, 1, 0.75f, 0.5f, 0, 1, 0.5f, 0.25f, 0.25f, 1, 0.75f, 0.5f,
                0);
        assertEquals("blocks.3.0", gate.block());
        assertArrayEquals(new float[]{0.5f, 0.5625f, 0.5f, 0.5625f}, gate.mean());
        assertArrayEquals(new float[]{0.25f, 0, 0.25f, 0}, gate.channel(3));
        assertEquals(List.of(1, 2, 3, 0), gate.strongest(9), "of equal variance the lower number; none for the first");
        assertEquals(List.of(1, 2), gate.strongest(2));
        assertEquals(List.of(), gate.strongest(0));
        assertThrows(IllegalArgumentException.class, () -> gate.strongest(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> gate.channel(4));
    }

    @Test
    void stripsReachAsFarAsTheirCells() {
        GateMap.Reach reach = gate(14, 21, 5, 1).reach(1, 5);
        assertEquals(new GateMap.Area(2, 10, 4, 12), reach.cell());
        assertEquals(new GateMap.Area(2, 6, 4, 16), reach.horizontal());
        assertEquals(new GateMap.Area(0, 10, 8, 12), reach.vertical());
        assertEquals(new GateMap.Area(0, 6, 8, 16), reach.both());
        assertEquals(new GateMap.Area(8, 14, 14, 20), gate(14, 21, 5, 1).reach(6, 9).both());
        assertThrows(IndexOutOfBoundsException.class, () -> gate(14, 21, 5, 1).reach(7, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> gate(14, 21, 5, 1).reach(0, 10));
    }

    /// Changes one pixel of a module's input after the other and looks which cells of the grid change.
    @ParameterizedTest
    @CsvSource({"8,8,3", "9,13,3", "12,11,5", "7,7,5", "6,10,1"})
    void reachIsWhatTheGateDependsOn(int height, int width, int strip) {
        LayerBuilder layers = new LayerBuilder(false);
        Blocks.decoupledGate(layers, "g", "input", 3, "input", 4, strip, UpsampleMode.NEAREST);
        Random random = new Random(3);
        Network network = new Network("gate", "input", 3,
                layers.build(name -> RandomParameters.of(name, layers.parameters().get(name), random)), "g.gate_fn");
        GateMap gate = gate(height, width, strip, 4);
        float[] input = new float[height * width * 3];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        try (Session session = network.compile(Kernels.scalar(), List.of("g.gate_fn")).plan(1, height, width)
                .session()) {
            float[] before = new float[gate.gridHeight() * gate.gridWidth() * 4];
            session.run(input, before);
            float[] after = new float[before.length];
            for (int pixel = 0; pixel < height * width; pixel++) {
                float[] changed = input.clone();
                changed[3 * pixel] += 1;
                session.run(changed, after);
                for (int cell = 0; cell < before.length / 4; cell++) {
                    GateMap.Area both = gate.reach(cell / gate.gridWidth(), cell % gate.gridWidth()).both();
                    boolean reached = pixel / width >= both.top() && pixel / width < both.bottom()
                            && pixel % width >= both.left() && pixel % width < both.right();
                    assertEquals(reached, !Arrays.equals(before, 4 * cell, 4 * cell + 4, after, 4 * cell, 4 * cell + 4),
                            height + "×" + width + ", strip " + strip + ", pixel " + pixel + ", cell " + cell);
                }
            }
        }
    }
}
