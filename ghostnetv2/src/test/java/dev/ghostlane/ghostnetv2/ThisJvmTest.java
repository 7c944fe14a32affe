package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.kernels.Kernels;
import org.junit.jupiter.api.Test;

/// The build runs these tests in a JVM for each vector width and in one without the Vector API; each must
/// really run the kernels that it is there for.
class ThisJvmTest {

    @Test
    void runsTheKernelsThatTheBuildAskedFor() {
        String expected = System.getProperty("ghostlane.test.expect");
        if (expected != null) {
            Kernels kernels = Kernels.best();
            String found = kernels.isSimd() ? "" + kernels.lanes() * Float.SIZE : "scalar";
            assertEquals(expected, found, Kernels.choice());
        }
    }
}
