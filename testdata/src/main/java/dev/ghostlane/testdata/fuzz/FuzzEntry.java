package dev.ghostlane.testdata.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// What Jazzer calls: gives inputs to the [FuzzTarget] whose class its arguments name, and holds it to its bounds.
public final class FuzzEntry {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static FuzzTarget target;
    private static FuzzJudge judge;

    /// Tells what an input costs too much.
    @FunctionalInterface
    private interface Costs {
        String excess(byte[] input) throws Throwable;
    }

    private FuzzEntry() {}

    /// Called once, before the inputs.
    public static void fuzzerInitialize(String[] arguments) throws ReflectiveOperationException {
        target = target(arguments[0]);
    }

    static FuzzTarget target(String name) throws ReflectiveOperationException {
        return Class.forName(name).asSubclass(FuzzTarget.class).getDeclaredConstructor().newInstance();
    }

    /// Called for each input. One that seems to cost too much is judged in a JVM without Jazzer.
    public static void fuzzerTestOneInput(byte[] input) throws Throwable {
        run(target, input, suspect -> {
            if (judge == null || !judge.isAlive()) {
                judge = FuzzJudge.of(target);
            }
            return judge.excess(suspect);
        });
    }

    /// Runs a target within its bounds, and what it wants to be checked.
    ///
    /// @throws Throwable if the target throws it, or an [AssertionError] if it costs too much
    public static void run(FuzzTarget target, byte[] input) throws Throwable {
        run(target, input, suspect -> excess(target, suspect));
    }

    private static void run(FuzzTarget target, byte[] input, Costs costs) throws Throwable {
        long start = System.nanoTime();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        FuzzTarget.Check check = target.parse(input);
        if (THREADS.getCurrentThreadAllocatedBytes() - before > most(target, input)
                || System.nanoTime() - start > target.bounds().nanos()) {
            String excess = costs.excess(input);
            if (!excess.isEmpty()) {
                throw new AssertionError(target.name() + ": " + input.length + " bytes " + excess);
            }
        }
        check.run();
    }

    private static long most(FuzzTarget target, byte[] input) {
        return target.bounds().bytesPerByte() * input.length + target.bounds().constant();
    }

    /// What an input costs too much that the target has run before; empty if nothing: the first use of a class or of a
    /// message costs for itself, and only the processor's time is the parser's.
    static String excess(FuzzTarget target, byte[] input) throws Throwable {
        long start = THREADS.getCurrentThreadCpuTime();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        target.parse(input);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        if (allocated > most(target, input)) {
            return "had " + allocated + " bytes allocated, at most " + most(target, input) + " are allowed";
        }
        return nanos > target.bounds().nanos()
                ? "took " + nanos + " ns, at most " + target.bounds().nanos() + " are allowed"
                : "";
    }
}
