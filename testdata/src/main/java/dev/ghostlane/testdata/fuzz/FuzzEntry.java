package dev.ghostlane.testdata.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// What Jazzer calls: gives inputs to the [FuzzTarget] whose class its arguments name, and holds it to its bounds.
public final class FuzzEntry {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static FuzzTarget target;

    private FuzzEntry() {}

    /// Called once, before the inputs.
    public static void fuzzerInitialize(String[] arguments) throws ReflectiveOperationException {
        target = Class.forName(arguments[0]).asSubclass(FuzzTarget.class).getDeclaredConstructor().newInstance();
    }

    /// Called for each input.
    public static void fuzzerTestOneInput(byte[] input) throws Throwable { run(target, input); }

    /// Runs a target within its bounds, and what it wants to be checked.
    ///
    /// @throws Throwable if the target throws it, or an [AssertionError] if it costs too much
    public static void run(FuzzTarget target, byte[] input) throws Throwable {
        FuzzTarget.Bounds bounds = target.bounds();
        long most = bounds.bytesPerByte() * input.length + bounds.constant();
        long start = System.nanoTime();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        FuzzTarget.Check check = target.parse(input);
        if (THREADS.getCurrentThreadAllocatedBytes() - before > most || System.nanoTime() - start > bounds.nanos()) {
            requireBounds(target, input, most);
        }
        check.run();
    }

    /// Again, before it is judged: the first use of a class or of a message costs for itself, and only the processor's
    /// time is the parser's.
    private static void requireBounds(FuzzTarget target, byte[] input, long most) throws Throwable {
        long start = THREADS.getCurrentThreadCpuTime();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        target.parse(input);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        if (allocated > most) {
            throw new AssertionError(target.name() + ": " + input.length + " bytes had " + allocated
                    + " bytes allocated, at most " + most + " are allowed");
        }
        if (nanos > target.bounds().nanos()) {
            throw new AssertionError(target.name() + ": " + input.length + " bytes took " + nanos + " ns, at most "
                    + target.bounds().nanos() + " are allowed");
        }
    }
}
