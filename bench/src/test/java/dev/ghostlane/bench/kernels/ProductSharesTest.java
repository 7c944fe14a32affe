package dev.ghostlane.bench.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.Kernels;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Both products of all four cases have a share of the peak that can be; how high it is, is not tested.
class ProductSharesTest {

    @Test
    void everyProductHasAShare() {
        Assumptions.assumeTrue(Kernels.best().isSimd(), "no SIMD kernels to measure");
        List<ProductShares.Share> shares = ProductShares.measure(2, 1_000_000);
        assertEquals(8, shares.size());
        for (ProductShares.Share share : shares) {
            assertTrue(share.fastest() > 0 && share.fastest() < 1.5 && share.median() > 0 && share.median() < 1.5,
                    share::toString);
        }
        String table = ProductShares.table(shares);
        assertEquals(9, table.lines().count());
        assertTrue(table.contains("14x14x480 heads 15     P·V"), table);
    }
}
