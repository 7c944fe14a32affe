package dev.ghostlane.cli.measure;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.ghostlane.cli.console.Text;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What this process holds: compared before and after work that must leave nothing behind.
///
/// @param heap bytes of the heap in use after garbage collection
/// @param direct bytes of direct and mapped buffers
/// @param files open file handles; -1 where the platform does not tell
/// @param threads live threads, without those that carry, unpark and unblock virtual threads: the JVM starts and ends
///        these when it likes
public record Resources(long heap, long direct, long files, Set<Thread> threads) {

    /// What the heap may grow by: caches of the JDK, profiles of the JIT compiler.
    private static final long HEAP_SLACK = 8L << 20;

    private static final long DIRECT_SLACK = 1L << 20;

    private static final int MOST_COLLECTIONS = 12;

    /// Collects garbage until that frees nothing more, then looks.
    public static Resources now() throws InterruptedException {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(50);
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (i >= 3 && used > heap - (64 << 10)) {
                break;
            }
            heap = Math.min(heap, used);
        }
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        return new Resources(heap, direct, openFiles(), liveThreads());
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : -1;
    }

    private static Set<Thread> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.getClass().getName().endsWith("CarrierThread")
                        && !thread.getName().startsWith("VirtualThread-"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// What has grown since, in words; empty if nothing has.
    public List<String> growthSince(Resources before) {
        List<String> growth = new ArrayList<>();
        grown(growth, "heap after collection", "bytes", before.heap, heap, HEAP_SLACK);
        grown(growth, "direct and mapped buffers", "bytes", before.direct, direct, DIRECT_SLACK);
        grown(growth, "open files", "handles", before.files, files, 0);
        Set<Thread> more = new HashSet<>(threads);
        more.removeAll(before.threads);
        if (!more.isEmpty()) {
            growth.add("threads that were not there before: "
                    + more.stream().map(Thread::getName).sorted().collect(Collectors.joining(", ")));
        }
        return growth;
    }

    private static void grown(List<String> growth, String what, String unit, long before, long after, long slack) {
        if (after > before + slack) {
            growth.add(Text.format("%s: %,d %s before, %,d after", what, before, unit, after));
        }
    }

    @Override
    public String toString() {
        return Text.format("heap after collection %.1f MiB, direct buffers %.1f MiB, %s open files, %d threads",
                heap / 1048576.0, direct / 1048576.0, files < 0 ? "unknown" : Long.toString(files), threads.size());
    }
}
