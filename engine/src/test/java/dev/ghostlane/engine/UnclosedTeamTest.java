package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.activation.Activation;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Threads of sessions and teams that nobody closes end when nothing refers to them any more.
@Timeout(120)
class UnclosedTeamTest {

    private static final int SESSIONS = 200;

    private static Set<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ghostlane-worker")).collect(Collectors.toSet());
    }

    private static Plan plan() {
        Layers layers = new Layers(4, 7);
        return layers.network(layers.activate("relu", layers.pointwise("pointwise", Layers.INPUT, 8), Activation.RELU))
                .compile().plan(1, 12, 12);
    }

    @Test
    void sessionsThatAreNotClosedLeaveNoThreads() throws InterruptedException {
        Set<Thread> before = workers();
        Plan plan = plan();
        for (int i = 0; i < SESSIONS; i++) {
            plan.session(2).run();
        }
        int left = SESSIONS;
        for (int attempt = 0; attempt < 200 && left > 0; attempt++) {
            System.gc();
            Thread.sleep(20);
            Set<Thread> now = workers();
            now.removeAll(before);
            left = now.size();
        }
        assertEquals(0, left, "threads of " + SESSIONS + " sessions");
    }

    @Test
    void aTeamThatIsHeldKeepsItsThreads() throws InterruptedException {
        try (ThreadTeam team = ThreadTeam.of(3); Session session = plan().session(team)) {
            for (int i = 0; i < 5; i++) {
                System.gc();
                Thread.sleep(10);
                session.run();
            }
            assertTrue(workers().size() >= 2);
        }
    }
}
