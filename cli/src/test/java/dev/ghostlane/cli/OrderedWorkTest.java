package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OrderedWorkTest {

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 1, 1", "1, 5, 3", "500, 1, 1", "500, 5, 1", "500, 5, 7", "500, 2, 1000"})
    void outcomesComeInOrder(int pieces, int threads, int window) {
        OrderedWork<Integer> work = new OrderedWork<>(pieces, window);
        AtomicInteger ended = new AtomicInteger();
        Random random = new Random(7);
        IllegalStateException bad = new IllegalStateException("bad");
        for (int i = 0; i < threads; i++) {
            work.start(piece -> {
                pause(random.nextInt(200));
                if (piece % 7 == 3) {
                    throw bad;
                }
                return 3 * piece;
            }, ended::incrementAndGet);
        }
        for (int piece = 0; piece < pieces; piece++) {
            OrderedWork.Outcome<Integer> outcome = work.next();
            assertTrue(work.begun() <= piece + 1 + window, "piece " + piece + ": " + work.begun() + " are begun");
            if (piece % 7 == 3) {
                assertSame(bad, outcome.failure());
            } else {
                assertEquals(3 * piece, outcome.value());
            }
        }
        work.join();
        assertEquals(threads, ended.get());
    }

    /// While the first piece takes long, the others go on as far as the window is wide, and no further.
    @Test
    void nobodyIsFurtherAheadThanTheWindow() throws InterruptedException {
        OrderedWork<Integer> work = new OrderedWork<>(100, 6);
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch ahead = new CountDownLatch(5);
        for (int i = 0; i < 3; i++) {
            work.start(piece -> {
                if (piece == 0) {
                    await(slow);
                }
                ahead.countDown();
                return piece;
            }, () -> {});
        }
        assertTrue(ahead.await(30, TimeUnit.SECONDS), "five pieces are done meanwhile");
        pause(50_000);
        assertEquals(6, work.begun());
        slow.countDown();
        for (int piece = 0; piece < 100; piece++) {
            assertEquals(piece, work.next().value());
        }
    }

    @Test
    void afterAStopOnlyWhatIsDoneIsGiven() throws InterruptedException {
        OrderedWork<Integer> work = new OrderedWork<>(100, 6);
        CountDownLatch slow = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            work.start(piece -> {
                if (piece == 0) {
                    await(slow);
                }
                return piece;
            }, () -> {});
        }
        for (int tries = 0; tries < 1000 && work.begun() < 6; tries++) {
            pause(10_000);
        }
        pause(50_000);
        work.stop();
        assertNull(work.next(), "the slow one");
        for (int piece = 1; piece < 6; piece++) {
            assertEquals(piece, work.next().value());
        }
        assertNull(work.next());
        slow.countDown();
        work.join();
        assertEquals(6, work.begun());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause(int micros) {
        try {
            TimeUnit.MICROSECONDS.sleep(micros);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
