package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.measure.Resources;
import dev.ghostlane.cli.soak.Soak;
import dev.ghostlane.cli.soak.SoakCase;
import dev.ghostlane.cli.soak.SoakPools;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Configuration;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The endurance test passes on sound code, and finds what it is there to find.
@Timeout(300)
class SoakCommandTest {

    @TempDir
    private Path folder;

    private static final SoakPools POOLS = SoakPools.of(1);

    private static SoakCase small() {
        GhostNetV2 model = GhostNetV2.random(Configuration.of(0.2, 3), 1);
        Plan plan = model.plan(1, 33, 33);
        float[] input = new float[plan.inputShape().floats()];
        float[] logits = new float[3];
        plan.session().run(input, logits);
        return new SoakCase(model, plan, input, logits);
    }

    /// With a warm start, as the command has it: SIMD that is not compiled would take most of a minute.
    @Test
    void aShortOneIsWell() {
        String before = System.setProperty("ghostlane.warmStart", "true");
        try {
            String out = CommandRun.of("soak", "--minutes", "0.02", "--threads", "3").expect(0).out();
            for (String words : List.of("12 cases, expected logits ", "start  heap", "end    heap", "open files",
                    "runs compared", "pools closed", "All is well")) {
                assertTrue(out.contains(words), words + " in " + out);
            }
        } finally {
            if (before == null) {
                System.clearProperty("ghostlane.warmStart");
            } else {
                System.setProperty("ghostlane.warmStart", before);
            }
        }
    }

    @Test
    void aWrongBitIsFoundAndEndsTheThread() throws InterruptedException {
        SoakCase right = small();
        float[] logits = right.logits().clone();
        logits[1] = Float.intBitsToFloat(Float.floatToRawIntBits(logits[1]) ^ 1);
        SoakCase wrong = new SoakCase(right.model(), right.plan(), right.input(), logits);
        Soak soak = new Soak(List.of(wrong), POOLS, 2, 1);
        soak.work(50_000_000, () -> {});
        assertEquals(2, soak.failures().size(), soak.failures().toString());
        for (String words : List.of("GhostNetV2 0.2", "1×33×33×3", "value 1 of 3", "0x")) {
            assertTrue(soak.failures().getFirst().contains(words), soak.failures().toString());
        }
        assertEquals(0, soak.checks());
        Soak good = new Soak(List.of(right), POOLS, 2, 1);
        good.work(50_000_000, () -> {});
        assertEquals(List.of(), good.failures());
        assertTrue(good.checks() > 0);
    }

    @Test
    void aWrongAnswerOfAPoolIsFound() throws InterruptedException {
        List<Soak> soaks = List.of(
                soak(new SoakPools(POOLS.model(), POOLS.input(), POOLS.photo(), new float[10], POOLS.maps(),
                        POOLS.classes())),
                soak(new SoakPools(POOLS.model(), POOLS.input(), POOLS.photo(), POOLS.logits(),
                        List.of(new float[1], new float[1]), POOLS.classes())),
                soak(new SoakPools(POOLS.model(), POOLS.input(), POOLS.photo(), POOLS.logits(), POOLS.maps(),
                        List.of())));
        for (Soak soak : soaks) {
            soak.work(1, () -> {});
            assertEquals(1, soak.failures().size(), soak.failures().toString());
            assertTrue(soak.failures().getFirst().contains("a call from a virtual thread: "),
                    soak.failures().toString());
        }
    }

    /// A third of them is closed while it is called.
    @Test
    void poolsOnSoundCodeAreWell() throws InterruptedException {
        long pools = 0;
        for (int seed = 0; pools < 24; seed++) {
            Soak soak = new Soak(List.of(small()), POOLS, 9, seed);
            soak.work(200_000_000, () -> {});
            assertEquals(List.of(), soak.failures());
            pools += soak.pools();
        }
    }

    /// Nine threads, one of which begins with pools.
    private static Soak soak(SoakPools pools) { return new Soak(List.of(small()), pools, 9, 1); }

    @Test
    void whatIsLeftBehindIsFound() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Resources before = Resources.now();
        assertEquals(List.of(), Resources.now().growthSince(before));
        CountDownLatch end = new CountDownLatch(1);
        byte[] heap = new byte[20 << 20];
        ByteBuffer direct = ByteBuffer.allocateDirect(4 << 20);
        Thread thread = Thread.ofPlatform().name("left behind").start(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (InputStream open = Files.newInputStream(file)) {
            Resources after = Resources.now();
            Set<String> found = new HashSet<>();
            after.growthSince(before).forEach(growth -> found.add(growth.replaceFirst(":.*", "")));
            Set<String> expected = new HashSet<>(Set.of("heap after collection", "direct and mapped buffers",
                    "threads that were not there before"));
            if (after.files() >= 0) {
                expected.add("open files");
            }
            assertEquals(expected, found, after.toString());
            assertTrue(after.growthSince(before).stream().anyMatch(growth -> growth.contains("left behind")));
            assertEquals('x', open.read());
            assertEquals(24 << 20, heap.length + direct.capacity());
        } finally {
            end.countDown();
            thread.join();
        }
    }

    @Test
    void senselessArgumentsAreRefused() {
        for (String[] wrong : List.of(new String[]{"--minutes", "0"}, new String[]{"--minutes", "NaN"},
                new String[]{"--threads", "0"}, new String[]{"--threads", "1025"})) {
            assertTrue(CommandRun.of("soak", wrong[0], wrong[1]).expect(2).err().contains(wrong[0]));
        }
    }
}
