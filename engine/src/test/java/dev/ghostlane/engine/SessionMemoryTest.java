package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a session takes from the heap is said when it cannot have it, before it runs.
@Timeout(60)
class SessionMemoryTest {

    /// A plan whose working memory has about so many bytes.
    private static Plan plan(long bytes) {
        Layers layers = new Layers(16, 71);
        layers.pointwise("out", Layers.INPUT, 16);
        CompiledNetwork compiled = layers.network("out").compile();
        long image = compiled.plan(1, 64, 64).arenaBytes();
        return compiled.plan((int) (bytes / image), 64, 64);
    }

    private static void assertSays(Plan plan, OutOfMemoryError error) {
        String message = error.getMessage();
        assertTrue(message.contains(plan.inputShape().toString())
                && message.contains(String.format(Locale.ROOT, "needs %,d bytes", plan.arenaBytes()))
                && message.contains(String.format(Locale.ROOT, "%,d bytes", Runtime.getRuntime().maxMemory())),
                message);
    }

    @Test
    void bytesAreThoseOfTheArena() {
        Plan plan = plan(10 << 20);
        assertEquals(4L * plan.arenaFloats(), plan.arenaBytes());
        assertTrue(plan.arenaBytes() > 9 << 20 && plan.arenaBytes() < 12 << 20, plan.arenaBytes() + " bytes");
    }

    @Test
    void moreThanTheHeapCanEverHaveIsRefusedWithoutAsking() throws Exception {
        long heap = Runtime.getRuntime().maxMemory();
        assumeTrue(heap < 4L << 30, "a heap of 4 GiB can have any array");
        Plan plan = plan(heap + (heap >> 2));
        Set<Thread> before = Workers.alive();
        OutOfMemoryError error = assertThrows(OutOfMemoryError.class, plan::session);
        assertSays(plan, error);
        assertNull(error.getCause(), "the JVM has not been asked");
        assertThrows(OutOfMemoryError.class, () -> plan.session(3));
        Workers.assertEnd(Workers.since(before));
    }

    @Test
    void moreThanIsFreeIsSaidToo() {
        long heap = Runtime.getRuntime().maxMemory();
        assumeTrue(heap < 4L << 30, "a heap of 4 GiB can have any array");
        Plan plan = plan(heap / 100 * 55);
        OutOfMemoryError error = assertThrows(OutOfMemoryError.class, () -> {
            try (Session first = plan.session(); Session second = plan.session()) {
                second.run();
                first.run();
            }
        });
        assertSays(plan, error);
        assertNotNull(error.getCause(), "what the JVM said");
    }

    @Test
    void absurdBatchesAreRefusedWithTheirSize() {
        CompiledNetwork compiled = plan(10 << 20).compiled();
        String message = assertThrows(IllegalArgumentException.class, () -> compiled.plan(Integer.MAX_VALUE, 64, 64))
                .getMessage();
        assertTrue(message.contains("2147483647×64×64×16") && message.contains("140,737,488,289,792 elements"),
                message);
        String joint = assertThrows(IllegalArgumentException.class, () -> compiled.plan(30_000, 64, 64)).getMessage();
        assertTrue(joint.contains("30000×64×64×16") && joint.contains("smaller batch"), joint);
    }
}
