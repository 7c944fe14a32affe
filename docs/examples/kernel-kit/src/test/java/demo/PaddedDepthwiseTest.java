package demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import demo.ChannelsFirstDepthwise.Geometry;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.contract.Agreement;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.Trial;
import dev.ghostlane.testdata.operations.DepthwiseCase;
import dev.ghostlane.testdata.operations.Operation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A kernel with a mistake that ordinary tests do not see: it writes zeros around the image and multiplies them, too.
/// That changes nothing until a weight is infinite or no number. The kit, here without its test class, sees it.
class PaddedDepthwiseTest {
    private static final long SEED = 1;
    private static final int CASES = 40;

    private static float[] convolve(float[] image, int height, int width, float[] weights, float[] bias, Geometry g) {
        int paddedHeight = height + 2 * g.paddingHeight();
        int paddedWidth = width + 2 * g.paddingWidth();
        float[] padded = new float[bias.length * paddedHeight * paddedWidth];
        for (int row = 0; row < bias.length * height; row++) {
            int to = (row / height * paddedHeight + row % height + g.paddingHeight()) * paddedWidth + g.paddingWidth();
            System.arraycopy(image, row * width, padded, to, width);
        }
        return ChannelsFirstDepthwise.convolve(padded, paddedHeight, paddedWidth, weights, bias,
                new Geometry(g.kernelHeight(), g.kernelWidth(), g.stride(), 0, 0));
    }

    private static Trial.Report trial(Set<Content> contents) {
        return new Trial<>(Implementation.<DepthwiseCase>ofArrays("padded",
                (testCase, inputs) -> ForeignKernel.run(PaddedDepthwiseTest::convolve, testCase, inputs)),
                Agreement.BOUND).run(Operation.DEPTHWISE.cases(contents, SEED, CASES));
    }

    @Test
    void ordinaryNumbersDoNotShowTheMistake() {
        assertEquals(List.of(), trial(Set.of(Content.NORMAL)).failures());
    }

    @Test
    void theKitShowsIt() {
        Trial.Report report = trial(Set.of(Content.NOT_FINITE));
        assertTrue(report.good() < report.cases(), report.good() + " of " + report.cases() + " cases were good");
        // All that is needed to run the case again.
        assertTrue(report.failures().getFirst().contains("new DepthwiseCase("), report.failures().getFirst());
    }
}
