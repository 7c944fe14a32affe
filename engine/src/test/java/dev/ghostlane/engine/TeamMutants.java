package dev.ghostlane.engine;

import dev.ghostlane.testdata.mutation.Mutant;
import java.util.List;

/// Plausible bugs in how threads share a run. Each shows in every execution of the suite that is named, not only if threads
/// happen to meet badly.
final class TeamMutants {
    private static final String TEAM = "engine/src/main/java/dev/ghostlane/engine/ThreadTeam.java";
    private static final String SESSION = "engine/src/main/java/dev/ghostlane/engine/Session.java";

    private TeamMutants() {}

    static List<Mutant> all() {
        return List.of(
                team("barrier opens one thread too early", "int all = round * size();",
                        "int all = round * size() - 1;", ThreadTeamTest.class),
                team("barrier missing", "if (arrived.incrementAndGet() >= all) {",
                        "if (arrived.incrementAndGet() >= 0) {", ThreadTeamTest.class),
                team("run returns before the last worker is done", "pending.get() > 0", "pending.get() > 1",
                        ThreadTeamTest.class),
                team("unit at a cut done twice", "int end = (int) ((long) units * (thread + 1) / size());",
                        "int end = Math.min(units, (int) ((long) units * (thread + 1) / size()) + 1);",
                        ThreadTeamTest.class),
                team("unit at a cut left out", "int begin = (int) ((long) units * thread / size());",
                        "int begin = (int) ((long) units * thread / size()) + Math.min(thread, 1);",
                        ThreadTeamTest.class),
                team("worker's exception swallowed", """
                            failure = thrown;
                                        } finally {
                        """.strip(), "} finally {", ThreadTeamTest.class),
                team("worker's error ends the worker", """
                        } catch (Throwable thrown) {
                                            failure = thrown;
                                        } finally {""", """
                        } catch (RuntimeException thrown) {
                                            failure = thrown;
                                        } finally {""", ThreadTeamTest.class),
                team("caller's failure does not release the workers", """
                        failure = thrown;
                                        throw thrown;""", "throw thrown;", ThreadTeamTest.class),
                team("failure of the run before is reported again", "            failure = null;\n", "",
                        ThreadTeamTest.class),
                team("closed team takes work", """
                        if (closed) {
                                        throw new IllegalStateException("the thread team is closed");
                                    }""", "", ThreadTeamTest.class),
                team("closing does not wake the workers", """
                        closed = true;
                                    for (Worker worker : workers) {
                                        worker.wake();
                                    }""", "closed = true;", ThreadTeamTest.class),
                team("caller's interrupt status lost", "            if (closed) {\n                throw new Ill",
                        "            Thread.interrupted();\n            if (closed) {\n                throw new Ill",
                        SessionThreadsTest.class),
                team("interrupted worker goes on", "if (closed || thread.isInterrupted() && resign(done)) {",
                        "if (closed) {", ExecutorTeamTest.class),
                team("executor that starts too few workers accepted", "() -> team.requireStarted(patience)",
                        "() -> {}", ExecutorTeamTest.class),
                team("workers of a refused team left running", """
                        close();
                                    throw thrown;""", "throw thrown;", ExecutorTeamTest.class),
                Mutant.of("steps without a barrier between them", SESSION, "team.barrier(round);", "",
                        SessionThreadsTest.class.getName()),
                Mutant.of("session leaves its own threads running", SESSION, "if (ownsTeam) {", "if (false) {",
                        SessionThreadsTest.class.getName()),
                Mutant.of("session closes the caller's team", SESSION, "if (ownsTeam) {", "if (true) {",
                        SessionThreadsTest.class.getName()),
                Mutant.of("session serves two threads at once", SESSION, "busy.compareAndSet(false, true)",
                        "(busy.compareAndSet(false, true) || true)", SessionThreadsTest.class.getName()));
    }

    private static Mutant team(String bug, String find, String replace, Class<?> suite) {
        return Mutant.of(bug, TEAM, find, replace, suite.getName());
    }
}
