package dev.ghostlane.engine;

import dev.ghostlane.testdata.mutation.Mutant;
import java.util.List;

/// Plausible bugs in how threads share a run. Each shows in every execution of the suite that is named, not only if
/// threads happen to meet badly.
final class TeamMutants {

    private TeamMutants() {}

    /// In `run`, the worker's is the second of two methods.
    static List<Mutant> all() {
        return List.of(
                team("barrier opens one thread too early", "barrier", "round * size()", "round * size() - 1"),
                team("barrier missing", "barrier", "arrived.incrementAndGet() >= all",
                        "arrived.incrementAndGet() >= 0"),
                team("run returns before the last worker is done", "await", "pending.get() > 0", "pending.get() > 1"),
                team("unit at a cut done twice", "part", "(int) ((long) units * (thread + 1) / size())",
                        "Math.min(units, (int) ((long) units * (thread + 1) / size()) + 1)"),
                team("unit at a cut left out", "part", "(int) ((long) units * thread / size())",
                        "(int) ((long) units * thread / size()) + Math.min(thread, 1)"),
                team("worker's exception swallowed", "run", "failure = thrown", "").occurrence(2),
                team("worker's error ends the worker", "run", "Throwable", "RuntimeException").occurrence(2),
                team("caller's failure does not release the workers", "run", "failure = thrown", "").occurrence(1),
                team("failure of the run before is reported again", "run", "failure = null", ""),
                team("closed team takes work", "run", "if (closed)", "if (false)"),
                team("closing does not wake the workers", "close", "worker.wake()", ""),
                mutant("caller's interrupt status lost", "Crew.run", "if (closed)",
                        "Thread.interrupted(); if (closed)", SessionThreadsTest.class),
                mutant("interrupted worker goes on", "Crew.awaitWork",
                        "|| thread.isInterrupted() && resign(done)", "", ExecutorTeamTest.class),
                mutant("executor that starts too few workers accepted", "ThreadTeam.of",
                        "crew.requireStarted(patience)", "{}", ExecutorTeamTest.class),
                mutant("workers of a refused team left running", "Crew.start", "close()", "",
                        ExecutorTeamTest.class),
                session("steps without a barrier between them", "runStep", "team.barrier(round)", ""),
                session("session leaves its own threads running", "close", "ownsTeam", "false"),
                session("session closes the caller's team", "close", "ownsTeam", "true"),
                session("session serves two threads at once", "enter", "busy.compareAndSet(false, true)",
                        "(busy.compareAndSet(false, true) || true)"));
    }

    private static Mutant team(String bug, String method, String find, String replace) {
        return mutant(bug, "Crew." + method, find, replace, ThreadTeamTest.class);
    }

    private static Mutant session(String bug, String method, String find, String replace) {
        return mutant(bug, "Session." + method, find, replace, SessionThreadsTest.class);
    }

    private static Mutant mutant(String bug, String place, String find, String replace, Class<?> suite) {
        return Mutant.of(bug, "engine", place, find, replace, suite.getName());
    }
}
