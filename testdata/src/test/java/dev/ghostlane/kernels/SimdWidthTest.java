package dev.ghostlane.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghostlane.testdata.contract.ChildJvm;
import dev.ghostlane.testdata.contract.ThisJvmContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The kernels that run are those that were asked for, and what runs is said once.
class SimdWidthTest extends ThisJvmContract {

    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    @Test
    void withoutTheVectorApiOneLogLineSaysWhyAndHowToSwitchItOn() throws Exception {
        ChildJvm.Result result = ChildJvm.run(ShowChoice.class);
        assertEquals(0, result.exitCode(), result.toString());
        assertEquals("scalar 1", result.output().getFirst());
        List<String> log = result.errors();
        assertEquals(1, log.size(), result.toString());
        assertTrue(log.getFirst().startsWith("WARNING dev.ghostlane.kernels scalar kernels"), log.getFirst());
        assertTrue(log.getFirst().contains("--add-modules jdk.incubator.vector"), log.getFirst());
        assertTrue(log.getFirst().endsWith(result.output().getLast()), result.toString());
    }

    @Test
    void withoutFusedMultiplyAddScalarKernelsRunAndOneLogLineSaysSo() throws Exception {
        ChildJvm.Result result = ChildJvm.run(ShowChoice.class, MODULE, "-XX:-UseFMA");
        assertEquals(0, result.exitCode(), result.toString());
        assertEquals("scalar 1", result.output().getFirst());
        assertEquals(List.of("WARNING dev.ghostlane.kernels scalar kernels: this CPU, or this Java, has no fused"
                + " multiply-add instruction, so runs take about forty times as long; a virtual machine may need"
                + " another type of CPU, such as QEMU's -cpu host"), result.errors());
    }

    @Test
    void scalarKernelsThatWereAskedForAreNoWarning() throws Exception {
        ChildJvm.Result result = ChildJvm.run(ShowChoice.class, MODULE, "-D" + Kernels.SIMD + "=false");
        assertEquals(0, result.exitCode(), result.toString());
        assertEquals("scalar 1", result.output().getFirst());
        assertTrue(result.output().getLast().contains("-D" + Kernels.SIMD + "=false"), result.toString());
        assertFalse(result.errors().stream().anyMatch(line -> line.startsWith("WARNING dev.ghostlane")),
                result.toString());
    }

    @Test
    void widthIsAChoice() throws Exception {
        assumeTrue(Kernels.best().isSimd(), Kernels.choice());
        for (int bits : new int[]{128, 256, 512}) {
            ChildJvm.Result result = ChildJvm.run(ShowChoice.class, MODULE,
                    "-D" + Kernels.VECTOR_BITS + "=" + bits);
            assertEquals(0, result.exitCode(), result.toString());
            assertEquals("SIMD " + bits + " bit " + bits / Float.SIZE, result.output().getFirst());
            assertFalse(result.errors().stream().anyMatch(line -> line.contains("dev.ghostlane")),
                    result.toString());
        }
    }

    @Test
    void unknownWidthIsRejectedWithTheOnesThereAre() throws Exception {
        assumeTrue(Kernels.best().isSimd(), Kernels.choice());
        ChildJvm.Result result = ChildJvm.run(ShowChoice.class, MODULE, "-D" + Kernels.VECTOR_BITS + "=100");
        assertEquals(1, result.exitCode(), result.toString());
        assertTrue(result.errors().stream().anyMatch(line -> line.contains(
                "-Dghostlane.vectorBits must be 128, 256 or 512, found 100")), result.toString());
    }

    /// Prints name and lanes of the best kernels, asked for several times, and the choice.
    static final class ShowChoice {

        private ShowChoice() {}

        public static void main(String[] arguments) {
            Kernels.best();
            Kernels.best();
            System.out.println(Kernels.best().name() + " " + Kernels.best().lanes());
            Kernels.choice();
            System.out.println(Kernels.choice());
        }
    }
}
