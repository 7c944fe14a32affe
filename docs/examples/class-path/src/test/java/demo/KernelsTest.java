package demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.Kernels;
import org.junit.jupiter.api.Test;

class KernelsTest {

    @Test
    void simdIsOnInTests() {
        assertTrue(Kernels.best().isSimd(), Kernels.choice());
    }
}
