package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OrderedWorkTest {

    @ParameterizedTest
    @CsvSource({"0, 1, 1, 1", "1, 1, 1, 1", "1, 5, 3, 1", "500, 1, 1, 1", "500, 5, 1, 1", "500, 5, 7, 1",
            "500, 2, 1000, 1",
            "1, 2, 32, 8", "17, 2, 32, 8", "500, 1, 16, 8", "500, 3, 8, 8", "500, 5, 80, 8", "500, 2, 9, 8"})
    void outcomesComeInOrder(int pieces, int threads, int window, int together) {
        OrderedWork<Integer> work = new OrderedWork<>(pieces, threads, window, together);
        AtomicInteger ended = new AtomicInteger();
        Random random = new Random(7);
        IllegalStateException bad = new IllegalStateException("bad");
        for (int i = 0; i < threads; i++) {
            work.start(byPiece(piece -> {
                pause(random.nextInt(200));
                if (piece % 7 == 3) {
                    throw bad;
                }
                return 3 * piece;
            }), ended::incrementAndGet);
        }
        for (int piece = 0; piece < pieces; piece++) {
            OrderedWork.Outcome<Integer> outcome = work.take();
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
        OrderedWork<Integer> work = new OrderedWork<>(100, 3, 6, 1);
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch ahead = new CountDownLatch(5);
        for (int i = 0; i < 3; i++) {
            work.start(byPiece(piece -> {
                if (piece == 0) {
                    await(slow);
                }
                ahead.countDown();
                return piece;
            }), () -> {});
        }
        assertTrue(ahead.await(30, TimeUnit.SECONDS), "five pieces are done meanwhile");
        pause(50_000);
        assertEquals(6, work.begun());
        slow.countDown();
        for (int piece = 0; piece < 100; piece++) {
            assertEquals(piece, work.take().value());
        }
    }

    @Test
    void afterAStopOnlyWhatIsDoneIsGiven() throws InterruptedException {
        OrderedWork<Integer> work = new OrderedWork<>(100, 2, 6, 1);
        CountDownLatch slow = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            work.start(byPiece(piece -> {
                if (piece == 0) {
                    await(slow);
                }
                return piece;
            }), () -> {});
        }
        for (int tries = 0; tries < 1000 && work.begun() < 6; tries++) {
            pause(10_000);
        }
        pause(50_000);
        work.stop();
        assertNull(work.take(), "the slow one");
        for (int piece = 1; piece < 6; piece++) {
            assertEquals(piece, work.take().value());
        }
        assertNull(work.take());
        slow.countDown();
        work.join();
        assertEquals(6, work.begun());
    }

    /// A thread takes several pieces as long as there are so many for each thread, and all of them in one call.
    @Test
    void piecesAreTakenTogetherWhileThereAreMany() {
        OrderedWork<Integer> work = new OrderedWork<>(21, 1, 16, 8);
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        work.start((first, count) -> {
            calls.add(first + "+" + count);
            return Collections.nCopies(count, new OrderedWork.Outcome<>(first, null));
        }, () -> {});
        for (int piece = 0; piece < 21; piece++) {
            assertEquals(piece < 16 ? piece / 8 * 8 : piece, work.take().value());
        }
        work.join();
        assertEquals(List.of("0+8", "8+8", "16+1", "17+1", "18+1", "19+1", "20+1"), calls);
    }

    @Test
    void theWindowHasRoomForPiecesTogether() {
        assertThrows(IllegalArgumentException.class, () -> new OrderedWork<Integer>(10, 1, 7, 8));
    }

    @Test
    void whatAWorkerThrowsIsTheOutcomeOfAllItsPieces() {
        OrderedWork<Integer> work = new OrderedWork<>(8, 1, 8, 8);
        Error bad = new Error("bad");
        work.start((_, _) -> {
            throw bad;
        }, () -> {});
        for (int piece = 0; piece < 8; piece++) {
            assertSame(bad, work.take().failure());
        }
    }

    private static OrderedWork.Worker<Integer> byPiece(IntUnaryOperator work) {
        return (first, count) -> IntStream.range(first, first + count)
                .mapToObj(piece -> OrderedWork.attempt(() -> work.applyAsInt(piece))).toList();
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
