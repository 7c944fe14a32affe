package dev.ghostlane.kernels.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.Tensors;
import dev.ghostlane.testdata.contract.Rejected;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PackedMatrixTest {

    /// Every weight and bias lies where the layout says, for each vector that holds its output.
    @Property
    void everyWeightLiesWhereTheLayoutSays(@ForAll @IntRange(min = 1, max = 200) int outputs,
            @ForAll @IntRange(min = 1, max = 40) int depth, @ForAll @IntRange(min = 1, max = 33) int lanes,
            @ForAll @IntRange(min = 1, max = 6) int vectorsPerTile) {
        float[] weights = Tensors.of(Content.NORMAL, outputs * depth, 1);
        float[] bias = Tensors.of(Content.NORMAL, outputs, 2);
        PackedMatrix packed = PackedMatrix.pack(outputs, depth, weights, bias, lanes, vectorsPerTile);
        boolean[] found = new boolean[outputs];
        for (int tile = 0; tile < packed.tiles(); tile++) {
            int step = packed.tileVectors(tile) * lanes;
            for (int vector = 0; vector < packed.tileVectors(tile); vector++) {
                for (int lane = 0; lane < packed.stored(); lane++) {
                    int output = packed.start(packed.firstVector(tile) + vector) + lane;
                    int at = packed.tileOffset(tile) + vector * lanes + lane;
                    found[output] = true;
                    assertEquals(bias[output], packed.data()[at]);
                    for (int k = 0; k < depth; k++) {
                        assertEquals(weights[output * depth + k], packed.data()[at + (k + 1) * step]);
                    }
                }
            }
        }
        for (int output = 0; output < outputs; output++) {
            assertTrue(found[output], "output " + output + " is in no vector");
        }
    }

    @Property
    void tilesAreEvenAndNoLargerThanAsked(@ForAll @IntRange(min = 1, max = 2000) int outputs,
            @ForAll @IntRange(min = 1, max = 16) int lanes,
            @ForAll @IntRange(min = 1, max = 6) int vectorsPerTile) {
        PackedMatrix packed = PackedMatrix.pack(outputs, 1, new float[outputs], new float[outputs], lanes,
                vectorsPerTile);
        int vectors = 0;
        int offset = 0;
        for (int tile = 0; tile < packed.tiles(); tile++) {
            assertEquals(vectors, packed.firstVector(tile));
            assertEquals(offset, packed.tileOffset(tile));
            assertTrue(packed.tileVectors(tile) <= vectorsPerTile);
            assertTrue(packed.tileVectors(0) - packed.tileVectors(tile) <= 1);
            vectors += packed.tileVectors(tile);
            offset += packed.tileVectors(tile) * lanes * 2;
        }
        assertEquals((outputs + lanes - 1) / lanes, vectors);
        assertEquals(offset, packed.data().length);
    }

    @Example
    void lastVectorOverlapsTheOneBefore() {
        float[] weights = {1, 2, 3, 4, 5};
        float[] bias = {10, 20, 30, 40, 50};
        PackedMatrix packed = PackedMatrix.pack(5, 1, weights, bias, 4, 2);
        assertEquals(0, packed.start(0));
        assertEquals(1, packed.start(1));
        assertEquals(4, packed.stored());
        assertArrayEquals(new float[]{10, 20, 30, 40, 20, 30, 40, 50, 1, 2, 3, 4, 2, 3, 4, 5}, packed.data());
    }

    @Example
    void missingOutputsHaveZeroWeights() {
        PackedMatrix packed = PackedMatrix.pack(2, 2, new float[]{1, 2, 3, 4}, new float[]{10, 20}, 4, 3);
        assertEquals(2, packed.stored());
        assertArrayEquals(new float[]{10, 20, 0, 0, 1, 3, 0, 0, 2, 4, 0, 0}, packed.data());
    }

    @Example
    void sevenVectorsByThreeGiveThreeTwoTwo() {
        PackedMatrix packed = PackedMatrix.pack(28, 1, new float[28], new float[28], 4, 3);
        assertEquals(3, packed.tiles());
        assertEquals(3, packed.tileVectors(0));
        assertEquals(2, packed.tileVectors(1));
        assertEquals(2, packed.tileVectors(2));
    }

    @Example
    void rejectsWhatDoesNotFit() {
        Rejected.saying("weights must have 6 elements, found 5",
                () -> PackedMatrix.pack(2, 3, new float[5], new float[2], 4, 1));
        Rejected.saying("bias must have 2 elements, found 1",
                () -> PackedMatrix.pack(2, 3, new float[6], new float[1], 4, 1));
        Rejected.saying("outputs and depth must be at least 1, found 0 and 3",
                () -> PackedMatrix.pack(0, 3, new float[0], new float[0], 4, 1));
        Rejected.saying("outputs and depth must be at least 1, found 3 and 0",
                () -> PackedMatrix.pack(3, 0, new float[0], new float[3], 4, 1));
    }
}
