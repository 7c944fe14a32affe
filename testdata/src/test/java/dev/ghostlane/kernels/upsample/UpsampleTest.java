package dev.ghostlane.kernels.upsample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.Goldens;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.UpsampleCase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Example;

class UpsampleTest extends KernelContract<UpsampleCase> {

    UpsampleTest() { super(UpsampleCase::draw, UpsampleCase.NETWORK); }

    @Override
    protected List<Implementation<UpsampleCase>> implementations() { return Implementation.ofGhostlane(); }

    /// Either side is within six roundings and the rounding of the positions of the exact value, see
    /// [dev.ghostlane.testdata.contract.DoubleResize]; so they are within twice that of each other.
    @Example
    void bilinearAgreesWithPyTorch() {
        Map<String, Goldens.Tensor> goldens = Goldens.operations();
        int compared = 0;
        for (UpsampleMode mode : List.of(UpsampleMode.BILINEAR_HALF_PIXEL,
                UpsampleMode.BILINEAR_ALIGNED_CORNERS)) {
            String prefix = mode.name().toLowerCase(Locale.ROOT) + "/";
            for (String name : goldens.keySet()) {
                if (name.startsWith(prefix) && name.endsWith("/input")) {
                    assertAgrees(mode, goldens.get(name), goldens.get(name.replace("/input", "/output")),
                            name);
                    compared++;
                }
            }
        }
        assertEquals(24, compared);
    }

    private static void assertAgrees(UpsampleMode mode, Goldens.Tensor in, Goldens.Tensor expected,
            String name) {
        int[] from = in.shape();
        int[] to = expected.shape();
        FeatureMap input = FeatureMap.dense(in.values(), 0, from[0], from[1], from[2], from[3]);
        FeatureMap output = FeatureMap.allocate(to[0], to[1], to[2], to[3]);
        Kernels.best().upsample().run(Resize.of(mode, input, output), input, output, 0, output.rows());
        double largest = 0;
        for (float value : in.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        double bound = 2 * (ErrorBound.gamma(6) + 8 * ErrorBound.UNIT * (from[1] + from[2])) * largest;
        for (int i = 0; i < expected.values().length; i++) {
            assertEquals(expected.values()[i], output.data()[i], bound, name + " at " + i);
        }
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(1, 3, 4, 6);
        FeatureMap output = FeatureMap.allocate(1, 6, 8, 6);
        Resize resize = Resize.of(UpsampleMode.NEAREST, input, output);
        for (Kernels kernels : AvailableKernels.all()) {
            Upsample kernel = kernels.upsample();
            Rejected.saying("resize tables are for 3×4 to 6×8, found 1×6×8×6 to 1×6×8×6",
                    () -> kernel.run(resize, output, output, 0, 6));
            Rejected.saying("found 1×3×4×6 to 1×8×6×6",
                    () -> kernel.run(resize, input, FeatureMap.allocate(1, 8, 6, 6), 0, 6));
            Rejected.saying("output must have 6 channels, found 1×6×8×5",
                    () -> kernel.run(resize, input, FeatureMap.allocate(1, 6, 8, 5), 0, 6));
            Rejected.saying("output must be 1×6×8 pixels, found 2×6×8×6",
                    () -> kernel.run(resize, input, FeatureMap.allocate(2, 6, 8, 6), 0, 6));
            Rejected.rows(6, (begin, end) -> kernel.run(resize, input, output, begin, end));
        }
    }
}
