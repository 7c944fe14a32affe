package dev.ghostlane.bench.roofline;

import dev.ghostlane.bench.common.BenchCommand;
import dev.ghostlane.bench.common.Json;
import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.cli.measure.Machine;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Profile;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command that compares each step of a network with the least time that the machine needs for it.
///
/// Exit codes: 0 if all went well, 1 if the network is not defined for the size, 2 if the arguments make no sense.
@Command(name = "roofline",
        description = "Measures each step of GhostNetV2, on one thread, against its floor: its multiply-adds at the"
                + " FMA peak or its bytes at the bandwidth of the cache that holds them, whichever takes longer.")
public final class RooflineCommand extends BenchCommand {
    private static final long WEIGHT_SEED = 3;
    private static final long INPUT_SEED = 4;
    private static final int CLASSES = 1000;
    private static final int MAX_RUNS = 1 << 14;

    @Option(names = "--width", paramLabel = "W", defaultValue = "1.0",
            description = "Width of the network. Default: ${DEFAULT-VALUE}.")
    private double width;

    @Option(names = "--size", paramLabel = "HxW", defaultValue = "224x224",
            description = "Size of the images, height first. Default: ${DEFAULT-VALUE}.")
    private String size;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "1",
            description = "Images of a run. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "10",
            description = "How long to measure the network, after a warm-up as long. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--vector-bits", paramLabel = "N",
            description = "Vector width: 128, 256 or 512. Default: what the platform prefers.")
    private String vectorBits;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures to a file, too.")
    private Path json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draws a chart of all steps.")
    private Path svg;

    @Override
    public Integer call() throws IOException {
        require(width > 0 && width <= 10, "--width must be above 0 and at most 10, found " + width);
        require(size.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}"), "--size must be HxW, found " + size);
        require(batch >= 1 && batch <= 1024, "--batch must be from 1 to 1024, found " + batch);
        require(seconds > 0 && seconds <= 600, "--seconds must be above 0 and at most 600, found " + seconds);
        require(vectorBits == null || List.of("128", "256", "512").contains(vectorBits),
                "--vector-bits must be 128, 256 or 512, found " + vectorBits);
        if (vectorBits != null) {
            System.setProperty(Kernels.VECTOR_BITS, vectorBits);
        }
        String[] sides = size.split("x");
        Plan plan;
        try {
            plan = GhostNetV2.random(Configuration.of(width, CLASSES), WEIGHT_SEED).network().compile().plan(batch,
                    Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        } catch (IllegalArgumentException e) {
            return failed(e.getMessage());
        }
        List<StepFloor> steps;
        MachineSpeed machine;
        try (Session session = plan.session()) {
            session.skipWarmStart();
            fill(session.input());
            List<Profile> runs = runs(session);
            machine = MachineSpeed.measure((long) Math.min(5e8, seconds * 1e8));
            steps = floors(plan, runs, machine);
        }
        String title = String.format(Locale.ROOT, "GhostNetV2 %.1f, input %s, one thread", width, plan.inputShape());
        print(title, steps, machine);
        if (json != null) {
            write(title, steps, machine);
        }
        if (svg != null) {
            Files.writeString(svg, StepChart.of(title + ": " + Kernels.choice(), steps));
        }
        return 0;
    }

    private static void fill(FeatureMap input) {
        new RandomFloats(INPUT_SEED).fill(input.data(), input.offset(),
                input.offset() + input.pixels() * input.pixelStride());
    }

    /// The profiles of single runs, after a warm-up.
    private List<Profile> runs(Session session) {
        long duration = (long) (seconds * 1e9);
        for (long start = System.nanoTime(); System.nanoTime() - start < duration;) {
            session.run();
        }
        List<Profile> runs = new ArrayList<>();
        long start = System.nanoTime();
        do {
            session.resetProfile();
            session.run();
            runs.add(session.profile());
        } while (System.nanoTime() - start < duration && runs.size() < MAX_RUNS);
        return runs;
    }

    private static List<StepFloor> floors(Plan plan, List<Profile> runs, MachineSpeed machine) {
        List<Profile.Entry> entries = runs.getFirst().entries();
        long touched = plan.sessionBytes(1)
                + entries.stream().mapToLong(Profile.Entry::weightBytes).sum();
        List<StepFloor> floors = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            int step = i;
            long[] nanos = runs.stream().mapToLong(run -> run.entries().get(step).nanos()).sorted().toArray();
            floors.add(StepFloor.of(entries.get(i), nanos[nanos.length / 2] / 1000.0, machine, touched));
        }
        return floors;
    }

    private void print(String title, List<StepFloor> steps, MachineSpeed machine) {
        printEnvironment();
        out().println(String.format(Locale.ROOT, "FMA peak of a thread: %.1f GFLOP/s", machine.peak()));
        for (MachineSpeed.Level level : machine.levels()) {
            out().println(String.format(Locale.ROOT, "%s%s: %.1f GB/s", level.name(),
                    level.capacity() == Long.MAX_VALUE ? "" : " of " + (level.capacity() >> 10) + " KB",
                    level.gigabytes()));
        }
        out().println();
        out().println(title);
        out().print(StepTable.all(steps));
        out().println();
        out().print(StepTable.losses(steps));
    }

    private void write(String title, List<StepFloor> steps, MachineSpeed machine) throws IOException {
        Map<String, Object> bandwidths = new LinkedHashMap<>();
        machine.levels().forEach(level -> bandwidths.put(level.name(), level.gigabytes()));
        writeJson(json, Json.map("environment", Machine.describe(), "network", title, "fma_peak_gflops", machine.peak(),
                "gigabytes_per_s", bandwidths, "steps", steps.stream().map(StepFloor::toMap).toList()));
    }
}
