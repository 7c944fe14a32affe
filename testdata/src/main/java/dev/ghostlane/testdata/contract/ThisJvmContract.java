package dev.ghostlane.testdata.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.Kernels;
import org.junit.jupiter.api.Test;

/// A module whose tests run in a JVM for each vector width, and in one without the Vector API, extends this: each JVM
/// must really run the kernels that `-Dghostlane.test.expect=128|256|512|scalar` says.
public abstract class ThisJvmContract {

    /// For the test classes.
    protected ThisJvmContract() {}

    @Test
    void runsTheKernelsThatTheBuildAskedFor() {
        String expected = System.getProperty("ghostlane.test.expect");
        if (expected != null) {
            Kernels kernels = Kernels.best();
            assertEquals(expected, kernels.isSimd() ? "" + kernels.lanes() * Float.SIZE : "scalar", Kernels.choice());
            assertEquals(!kernels.isSimd(), kernels.equals(Kernels.scalar()), Kernels.choice());
            String said = kernels.isSimd() ? expected + " bit" : "--add-modules jdk.incubator.vector";
            assertTrue(Kernels.choice().contains(said), Kernels.choice());
        }
    }
}
