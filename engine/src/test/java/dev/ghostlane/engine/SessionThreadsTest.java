package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.contract.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sessions and threads: one thread at a time for each session, any number of sessions at once.
@Timeout(120)
class SessionThreadsTest {

    private static final int SIDE = Effort.isEmulated() ? 33 : 48;

    private static Plan plan() {
        Layers layers = new Layers(24, 31);
        String a = layers.pointwise("a", Layers.INPUT, 24);
        String b = layers.depthwise("b", a, 3, 3, 1);
        String joined = layers.concatenate("joined", a, b);
        String end = layers.dense("end", joined, 12, 3, 2, 1);
        return layers.network(end).compile().plan(1, SIDE, SIDE);
    }

    private static void together(List<Callable<Void>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            List<Future<Void>> futures = new ArrayList<>();
            for (Callable<Void> task : tasks) {
                futures.add(threads.submit(task));
            }
            for (Future<Void> future : futures) {
                future.get(100, TimeUnit.SECONDS);
            }
        }
    }

    /// Runs a session on inputs of its own and compares each result.
    private static Callable<Void> user(Session session, int seed) {
        Plan plan = session.plan();
        String end = plan.compiled().network().output();
        return () -> {
            for (int run = 0; run < 4; run++) {
                FeatureMap input = Maps.randomInput(plan, seed * 100 + run);
                String what = "session " + seed + ", run " + run;
                Bits.assertSame(() -> what, new StepByStep(plan.compiled().network(), input).elements(end),
                        Maps.run(session, input, end));
            }
            return null;
        };
    }

    @Test
    void manySessionsOfOnePlanRunAtOnce() throws Exception {
        Plan plan = plan();
        List<Session> sessions = new ArrayList<>();
        for (int threads : new int[]{1, 1, 1, 2, 3}) {
            sessions.add(plan.session(threads));
        }
        List<Callable<Void>> users = new ArrayList<>();
        sessions.forEach(session -> users.add(user(session, users.size())));
        together(users);
        sessions.forEach(Session::close);
    }

    @Test
    void sessionsCanShareATeam() throws Exception {
        Plan plan = plan();
        try (ThreadTeam team = ThreadTeam.of(3)) {
            List<Session> sessions = List.of(plan.session(team), plan.session(team), plan.session(team));
            List<Callable<Void>> users = new ArrayList<>();
            sessions.forEach(session -> users.add(user(session, users.size())));
            together(users);
            sessions.getFirst().close();
            user(sessions.getLast(), 9).call();
        }
    }

    @Test
    void aSessionOnAClosedTeamDoesNotRun() {
        ThreadTeam team = ThreadTeam.of(2);
        try (Session session = plan().session(team)) {
            team.close();
            assertThrows(IllegalStateException.class, session::run);
        }
    }

    /// While another user holds the team, the session's run cannot end; so the second run meets it for sure.
    @Test
    void aSessionInUseByAThreadRefusesAnother() throws Exception {
        try (ThreadTeam team = ThreadTeam.of(2); Session session = plan().session(team)) {
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            Thread holder = Thread.ofPlatform().start(() -> team.run(thread -> {
                if (thread == 0) {
                    held.countDown();
                    awaitQuietly(release);
                }
            }));
            held.await();
            Thread first = Thread.ofPlatform().start(session::run);
            try {
                Workers.await("the first run waits for the team",
                        () -> first.getState() == Thread.State.WAITING);
                String message = assertThrows(IllegalStateException.class, session::run).getMessage();
                assertTrue(message.contains("in use by another thread"), message);
                assertThrows(IllegalStateException.class,
                        () -> session.run(new float[SIDE * SIDE * 24],
                                new float[(SIDE + 1) / 2 * ((SIDE + 1) / 2) * 12]));
            } finally {
                release.countDown();
            }
            first.join();
            holder.join();
            assertEquals(1, session.profile().runs(), "the first run was not disturbed");
            user(session, 3).call();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aClosedSessionLeavesNoThreadsBehind() throws Exception {
        Set<Thread> before = Workers.alive();
        Session session = plan().session(3);
        session.run();
        Set<Thread> workers = Workers.since(before);
        assertEquals(2, workers.size());
        assertTrue(workers.stream().allMatch(Thread::isDaemon), "workers do not keep a JVM alive");
        session.close();
        Workers.assertEnd(workers);
    }

    @Test
    void aSessionLeavesTheTeamOfItsCallerRunning() throws Exception {
        Plan plan = plan();
        Set<Thread> before = Workers.alive();
        try (ThreadTeam team = ThreadTeam.of(2)) {
            plan.session(team).close();
            try (Session session = plan.session(team)) {
                user(session, 5).call();
            }
            assertEquals(1, Workers.since(before).size());
        }
        Workers.assertEnd(Workers.since(before));
    }

    @Test
    void anInterruptedThreadRunsToTheEndAndStaysInterrupted() throws Exception {
        Plan plan = plan();
        try (ThreadTeam team = ThreadTeam.of(3)) {
            for (Session session : List.of(plan.session(), plan.session(2), plan.session(team))) {
                try (session) {
                    Thread.currentThread().interrupt();
                    user(session, 11).call();
                    assertTrue(Thread.interrupted(), "the interrupt status is kept");
                }
            }
        }
    }

    /// A cancelled future interrupts its thread; the run is not harmed, and the session serves the next.
    @Test
    void cancelledFuturesDoNotHarmSessions() throws Exception {
        Plan plan = plan();
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                ThreadTeam team = ThreadTeam.of(2);
                Session session = plan.session(team)) {
            for (int i = 0; i < 50; i++) {
                Future<Void> future = threads.submit(() -> {
                    synchronized (session) {
                        session.run();
                    }
                    return null;
                });
                if (i % 2 == 0) {
                    Thread.sleep(1);
                }
                future.cancel(true);
            }
            threads.submit(() -> {
                synchronized (session) {
                    return user(session, 12).call();
                }
            }).get(100, TimeUnit.SECONDS);
        }
    }

    @Test
    void virtualThreadsMayRunSessions() throws Exception {
        Plan plan = plan();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ThreadTeam team = ThreadTeam.of(3)) {
            List<Future<Void>> futures = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                int number = i;
                futures.add(threads.submit(() -> {
                    try (Session session = number % 3 == 0 ? plan.session(team) : plan.session(number % 3)) {
                        return user(session, number).call();
                    }
                }));
            }
            for (Future<Void> future : futures) {
                future.get(100, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void closingDoesNotHarmARunThatHasBegun() throws Exception {
        Plan plan = plan();
        for (int i = 0; i < 20; i++) {
            Session session = plan.session(1 + i % 2);
            FeatureMap input = Maps.randomInput(plan, i);
            String end = plan.compiled().network().output();
            float[] expected = new StepByStep(plan.compiled().network(), input).elements(end);
            float[] found = new float[expected.length];
            CountDownLatch started = new CountDownLatch(1);
            try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
                Future<Boolean> ran = thread.submit(() -> {
                    started.countDown();
                    try {
                        session.run(input.data(), found);
                        return true;
                    } catch (IllegalStateException e) {
                        return false;
                    }
                });
                started.await();
                session.close();
                if (ran.get(100, TimeUnit.SECONDS)) {
                    Bits.assertSame(() -> "a run during which the session was closed", expected, found);
                }
            }
        }
    }

    @Test
    void oneThreadMeansTheCallerAlone() {
        Set<Thread> before = Workers.alive();
        try (Session session = plan().session()) {
            session.run();
            assertEquals(Set.of(), Workers.since(before));
        }
    }
}
