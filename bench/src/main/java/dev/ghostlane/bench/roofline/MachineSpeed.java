package dev.ghostlane.bench.roofline;

import dev.ghostlane.bench.peak.Bandwidth;
import dev.ghostlane.bench.peak.FmaPeak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What one thread of this machine does at best, measured in this process.
///
/// @param peak GFLOP/s of multiply-adds, two for each
/// @param levels from the smallest cache to memory
record MachineSpeed(double peak, List<Level> levels) {
    private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

    /// Where the system does not tell the sizes of its caches.
    private static final List<Long> USUAL = List.of(32L << 10, 512L << 10, 16L << 20);

    private static final long MOST_MEMORY = 192L << 20;

    /// A level of the memory.
    ///
    /// @param capacity bytes that it holds; [Long#MAX_VALUE] for the memory itself
    /// @param gigabytes billions of bytes read and written in a second
    record Level(String name, long capacity, double gigabytes) {}

    /// Measures.
    ///
    /// @param nanos how long for each level
    static MachineSpeed measure(long nanos) {
        List<Long> sizes = cacheSizes();
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            levels.add(new Level("L" + (i + 1), sizes.get(i), Bandwidth.gigabytes(sizes.get(i) / 2, nanos)));
        }
        long beyond = Math.max(2 * sizes.getLast(), Math.min(4 * sizes.getLast(), MOST_MEMORY));
        levels.add(new Level("memory", Long.MAX_VALUE, Bandwidth.gigabytes(beyond, nanos)));
        return new MachineSpeed(FmaPeak.gigaflops(), List.copyOf(levels));
    }

    /// The smallest level that holds so many bytes.
    Level holding(long bytes) {
        return levels.stream().filter(level -> bytes <= level.capacity()).findFirst().orElseThrow();
    }

    /// Bytes of the data caches, smallest first.
    private static List<Long> cacheSizes() {
        List<Long> sizes = new ArrayList<>();
        try {
            for (int index = 0; Files.exists(CACHES.resolve("index" + index)); index++) {
                Path cache = CACHES.resolve("index" + index);
                if (!Files.readString(cache.resolve("type")).strip().equals("Instruction")) {
                    sizes.add(bytes(Files.readString(cache.resolve("size")).strip()));
                }
            }
        } catch (IOException | NumberFormatException e) {
            return USUAL;
        }
        sizes.sort(null);
        return sizes.isEmpty() ? USUAL : sizes;
    }

    private static long bytes(String size) {
        int last = size.length() - 1;
        return switch (size.charAt(last)) {
            case 'K' -> Long.parseLong(size.substring(0, last)) << 10;
            case 'M' -> Long.parseLong(size.substring(0, last)) << 20;
            default -> Long.parseLong(size);
        };
    }
}
