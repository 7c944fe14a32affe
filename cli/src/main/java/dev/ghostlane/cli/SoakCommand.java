package dev.ghostlane.cli;

import dev.ghostlane.cli.measure.Resources;
import dev.ghostlane.cli.options.ThreadsOption;
import dev.ghostlane.cli.soak.Soak;
import dev.ghostlane.cli.soak.SoakCase;
import dev.ghostlane.cli.soak.SoakPools;
import dev.ghostlane.kernels.Kernels;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ghostlane soak`: whether a long run on this machine stays right and leaves nothing behind.
@Command(name = "soak", description = {"Runs mixed work on many threads for some time and checks it.", "",
        "Models of several kinds and widths with random weights, image sizes and batches are run at random: in"
                + " sessions kept and new, alone, with threads of their own, on shared teams of one to eight threads"
                + " and on such teams of an executor, by virtual threads, by interrupted threads, on models that come"
                + " and go, with weights in 32 and in 16 bits; in pools of one"
                + " to five sessions that sixteen virtual threads call, with classifiers and extractors for one image"
                + " between, and some closed while they are called. All answers must have the bits that the scalar"
                + " kernels gave at the start. After a warm-up of a tenth of the time (a minute at most) and at the"
                + " end, heap after garbage collection, direct buffers, open files and threads are compared.",
        ""},
        exitCodeList = {"0:same bits, nothing has grown, no thread died", "1:otherwise", "2:wrong usage",
                Subcommand.EXIT_CODE_OF_MEMORY})
final class SoakCommand extends Subcommand {

    @Option(names = "--minutes", paramLabel = "M", defaultValue = "10",
            description = "how long, without the warm-up (default: ${DEFAULT-VALUE})")
    private double minutes;

    @Mixin
    private ThreadsOption threads = new ThreadsOption(16);

    @Option(names = "--seed", paramLabel = "S", defaultValue = "42",
            description = "of weights, images and the order of the work (default: ${DEFAULT-VALUE})")
    private long seed;

    private long nextLine;

    @Override
    public Integer call() throws InterruptedException {
        int count = threads.count();
        require(minutes > 0 && minutes <= 100_000, "--minutes must be above 0 and at most 100000, found " + minutes);
        out().println(Kernels.choice());
        List<SoakCase> cases = SoakCase.all(seed);
        return report(new Soak(cases, SoakPools.of(seed), count, seed), cases);
    }

    private int report(Soak soak, List<SoakCase> cases) throws InterruptedException {
        long nanos = (long) (minutes * 60e9);
        print("%d cases, expected logits %s; %d threads; seed %d", cases.size(),
                SoakCase.digest(cases), threads.count(), seed);
        out().flush();
        soak.work(Math.min(nanos / 10, 60_000_000_000L), () -> {});
        long warmup = soak.checks();
        Resources before = Resources.now();
        out().println("start  " + before);
        out().flush();
        long start = System.nanoTime();
        nextLine = start + 60_000_000_000L;
        if (soak.failures().isEmpty()) {
            soak.work(nanos, () -> progress(soak, start));
        }
        Resources after = Resources.now();
        out().println("end    " + after);
        List<String> growth = after.growthSince(before);
        print("%,d runs compared (%,d to warm up) in %.1f minutes, %,d models loaded, %,d pools closed",
                soak.checks(), warmup, (System.nanoTime() - start) / 60e9, soak.loads(), soak.pools());
        soak.failures().forEach(failure -> out().println("FAILED " + failure));
        growth.forEach(more -> out().println("GROWN  " + more));
        boolean good = soak.failures().isEmpty() && growth.isEmpty();
        out().println(good ? "All is well: same bits, nothing has grown, no thread died." : "This must not be.");
        return good ? Main.GOOD : Main.BAD_INPUT;
    }

    /// A line each minute.
    private void progress(Soak soak, long start) {
        long now = System.nanoTime();
        if (now - nextLine >= 0) {
            nextLine = now + 60_000_000_000L;
            Runtime heap = Runtime.getRuntime();
            print("%5.1f of %.1f minutes, %,d runs compared, %d failures, heap in use %,d MiB",
                    (now - start) / 60e9, minutes, soak.checks(), soak.failures().size(),
                    heap.totalMemory() - heap.freeMemory() >> 20);
            out().flush();
        }
    }
}
