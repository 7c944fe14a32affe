package dev.ghostlane.engine;

import java.util.Locale;

/// Allocates the working memory of sessions, or says how much of it there is not.
final class SessionMemory {

    /// Most elements that a JVM gives an array.
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private SessionMemory() {}

    /// If the heap can never have that much, fails before asking for it: with `-XX:+ExitOnOutOfMemoryError` a process
    /// does not survive the JVM's own error.
    static float[] allocate(Plan plan, int threads) {
        long bytes = plan.sessionBytes(threads);
        if (bytes > Runtime.getRuntime().maxMemory() || bytes / Float.BYTES > LARGEST_ARRAY) {
            throw new OutOfMemoryError(shortage(plan, threads));
        }
        try {
            return new float[(int) (bytes / Float.BYTES)];
        } catch (OutOfMemoryError e) {
            OutOfMemoryError explained = new OutOfMemoryError(shortage(plan, threads));
            explained.initCause(e);
            throw explained;
        }
    }

    private static String shortage(Plan plan, int threads) {
        Runtime heap = Runtime.getRuntime();
        long used = heap.totalMemory() - heap.freeMemory();
        return String.format(Locale.ROOT, "a session for an input of %s needs %,d bytes of working memory; "
                + "the heap may take %,d bytes, of which %,d are in use", plan.inputShape(), plan.sessionBytes(threads),
                heap.maxMemory(), used);
    }
}
