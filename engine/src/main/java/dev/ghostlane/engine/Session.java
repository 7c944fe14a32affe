package dev.ghostlane.engine;

import dev.ghostlane.engine.events.OpEvent;
import dev.ghostlane.engine.events.RunEvent;
import dev.ghostlane.engine.steps.PlannedStep;
import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.engine.steps.StepGroups;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import jdk.jfr.FlightRecorder;

/// Runs a plan. Holds the working memory, so a run allocates nothing.
///
/// A session serves one thread at a time; any number of sessions may run at once, on the same plan or others.
/// Using a session from two threads at the same time throws `IllegalStateException`, as does running it after
/// [#close()].
///
/// *Interrupts and failures.* A run cannot be interrupted, as it takes milliseconds: it ends as usual, and the thread's
/// interrupt status stays as it is. A run can fail, with a `StackOverflowError` for example. What the calling thread
/// threw then comes as it is, and what a worker threw as the cause of an `IllegalStateException`. The outputs are
/// undefined, the input is as it was, and the session can run again. Closing does not stop a run that another thread
/// has begun.
///
/// *Cold start.* In a fresh JVM SIMD kernels are slow until they are compiled. So the first call of each step uses the
/// scalar kernel, and later ones move to SIMD, row by row and step by step, as it gets fast. The results are the same
/// bits throughout, and what one session's runs find out serves all sessions of the process. The system property
/// `ghostlane.warmStart=false`, or [#skipWarmStart()] for one session, makes all runs use the network's own kernels.
public final class Session implements AutoCloseable {

    private final Plan plan;
    private final ThreadTeam team;
    private final boolean ownsTeam;
    private final float[] arena;
    private final PlannedStep[] steps;
    /// The works of each step: one, or, of steps that run image by image, one for each memory of an image in work or,
    /// where the whole batch is read or written, for each image.
    private final Step.Work[][] works;
    /// Units of each step's works.
    private final int[] units;
    private final StepGroups.Group[] groups;
    /// Images in work at once, where steps run image by image.
    private final int memories;
    private final ThreadTeam.Task task = this::runGroups;
    private final WarmUp.Budget budget = new WarmUp.Budget();
    private final StepTimes times;
    private final FeatureMap input;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean closed;
    private boolean recording;
    private int warming;

    Session(Plan plan, ThreadTeam team, boolean ownsTeam) {
        this.plan = plan;
        this.team = Objects.requireNonNull(team, "team");
        this.ownsTeam = ownsTeam;
        this.arena = SessionMemory.allocate(plan, team.size());
        this.steps = plan.steps().toArray(PlannedStep[]::new);
        this.works = new Step.Work[steps.length][];
        this.times = new StepTimes(steps);
        this.units = IntStream.range(0, steps.length)
                .map(i -> steps[i].step().units(plan.workShape(i, steps[i].output())))
                .toArray();
        this.memories = plan.imageMemories(team.size());
        for (int i = 0; i < steps.length; i++) {
            works[i] = bind(i);
        }
        this.groups = plan.groups().toArray(StepGroups.Group[]::new);
        this.input = map(plan.compiled().network().input());
    }

    private Step.Work[] bind(int i) {
        Step step = steps[i].step();
        boolean cold = plan.compiled().kernels().isSimd() && WarmUp.needs(plan.variant(i), plan.progress(i));
        warming += cold ? 1 : 0;
        if (!plan.byImage(i)) {
            return new Step.Work[]{work(i, cold, this::map, team.size())};
        }
        int images = plan.inputShape().batch();
        Step.Work[] all = new Step.Work[isPassing(step) ? memories : images];
        for (int memory = 0; memory < memories; memory++) {
            int first = all.length == memories ? memory : firstImage(memory);
            int end = all.length == memories ? memory + 1 : firstImage(memory + 1);
            int shift = memory * plan.imageFloats();
            for (int k = first; k < end; k++) {
                int image = k;
                // Each memory is one thread's, but for a single one, which all threads use.
                all[k] = work(i, cold, value -> plan.location(value).image(arena, image, shift),
                        memories == 1 ? team.size() : 1);
            }
        }
        return all;
    }

    /// The first of the images that are worked on in a memory.
    private int firstImage(int memory) { return (int) ((long) plan.inputShape().batch() * memory / memories); }

    /// The work of a step that runs image by image.
    private Step.Work work(int i, int memory, int image) {
        return works[i][works[i].length == memories ? memory : image];
    }

    /// Whether all that a step reads and writes is only there for the image in work.
    private boolean isPassing(Step step) {
        return plan.location(step.output()).passing()
                && step.inputs().stream().allMatch(input -> plan.location(input).passing());
    }

    private Step.Work work(int i, boolean cold, Function<String, FeatureMap> maps, int threads) {
        Step step = steps[i].step();
        Step.Scratch scratch = new Step.Scratch(arena, plan.arenaFloats() + (memories - 1) * plan.imageFloats(),
                plan.scratchFloats());
        Step.Binding binding = new Step.Binding(plan.compiled().kernels(),
                step.inputs().stream().map(maps).toList(), maps.apply(step.output()), scratch, threads);
        Step.Work work = step.bind(binding);
        return cold ? new WarmingWork(plan.progress(i), budget, step.bind(binding.scalar()), work) : work;
    }

    /// {@return the plan that this runs}
    public Plan plan() { return plan; }

    /// {@return the number of threads of a run, the calling one included}
    public int threads() { return team.size(); }

    /// {@return whether all steps run on the network's own kernels, and none needs to be compiled first; for the thread
    /// that runs the session}
    public boolean isWarm() { return warming == 0; }

    /// {@return where a run reads its input: write the images here, in NHWC order, then call [#run()]} A run leaves it
    /// as it is.
    public FeatureMap input() { return input; }

    /// {@return where a run leaves the value that the network is there to compute, until the next run}
    public FeatureMap output() { return output(plan.compiled().outputs().get(0)); }

    /// {@return where a run leaves one of the outputs that the network was compiled for, until the next run}
    ///
    /// @param name name of the value
    /// @throws IllegalArgumentException if the network was not compiled for it
    public FeatureMap output(String name) {
        if (!plan.compiled().outputs().contains(name)) {
            throw new IllegalArgumentException("the network was not compiled to give " + name + " but "
                    + plan.compiled().outputs());
        }
        return map(name);
    }

    /// Runs on what [#input()] holds.
    ///
    /// @throws IllegalStateException if the session is closed or in use by another thread
    public void run() {
        enter();
        try {
            runSteps();
        } finally {
            busy.set(false);
        }
    }

    /// Copies an input, runs and copies the first output.
    ///
    /// @param input NHWC, as many floats as the plan's input shape has
    /// @param output as many floats as the output has
    /// @throws IllegalArgumentException if a length does not fit
    /// @throws IllegalStateException if the session is closed or in use by another thread
    public void run(float[] input, float[] output) {
        Plan.Location result = plan.location(plan.compiled().outputs().get(0));
        requireLength("input", input.length, plan.inputShape());
        requireLength("output", output.length, result.shape());
        enter();
        try {
            System.arraycopy(input, 0, arena, this.input.offset(), input.length);
            runSteps();
            copy(result, output);
        } finally {
            busy.set(false);
        }
    }

    /// Makes all further runs use the network's own kernels, compiled or not; for measurements.
    ///
    /// @throws IllegalStateException if the session is closed or in use by another thread
    public void skipWarmStart() {
        enter();
        try {
            replaceWarming(_ -> true);
        } finally {
            busy.set(false);
        }
    }

    /// {@return where the time of the runs went, since the session began or [#resetProfile()]}
    public Profile profile() { return times.profile(); }

    /// Starts the profile anew.
    public void resetProfile() { times.reset(); }

    /// Ends the session and the threads it owns; closing twice is harmless.
    @Override
    public void close() {
        closed = true;
        if (ownsTeam) {
            team.close();
        }
    }

    /// Steps that still use scalar kernels, for tests.
    int warming() { return warming; }

    private void enter() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("the session is in use by another thread; use a session for each thread");
        }
    }

    private void runSteps() {
        // Asked first because the events' classes would start all of JFR, which takes a tenth of a second.
        recording = FlightRecorder.isInitialized();
        RunEvent event = recording && RunEvent.enabled()
                ? RunEvent.begin(plan.compiled().network().name(), plan.inputShape().toString(), team.size(),
                        plan.multiplyAdds())
                : null;
        if (warming > 0) {
            budget.begin();
            try {
                runOnTeam();
            } finally {
                budget.end();
            }
            replaceWarming(WarmingWork::moved);
            if (warming == 0) {
                WarmUp.allMoved(IntStream.range(0, steps.length).mapToObj(plan::variant).toList());
            }
        } else {
            runOnTeam();
        }
        times.endRun();
        if (event != null) {
            event.commit();
        }
    }

    private void runOnTeam() {
        if (team.size() > 1) {
            team.run(task);
        } else {
            runGroups(0);
        }
    }

    /// Steps whose progress says so run on SIMD alone from now on.
    private void replaceWarming(Predicate<WarmingWork> which) {
        for (Step.Work[] step : works) {
            if (step[0] instanceof WarmingWork first && which.test(first)) {
                Arrays.setAll(step, k -> ((WarmingWork) step[k]).simd());
                warming--;
            }
        }
    }

    /// A thread's part of a run. All threads meet after each step, or after each group of steps in which each of them
    /// has images of its own.
    private void runGroups(int thread) {
        int images = plan.inputShape().batch();
        int threads = team.size();
        int round = 0;
        for (StepGroups.Group group : groups) {
            if (group.byImage() && memories == threads) {
                runImages(group, thread);
                if (threads > 1) {
                    team.barrier(++round);
                }
            } else {
                for (int image = 0; image < (group.byImage() ? images : 1); image++) {
                    for (int i = group.first(); i <= group.last(); i++) {
                        runStep(i, image, thread, ++round);
                    }
                }
            }
        }
    }

    /// A thread's part of a step, or of one image's step. The caller's time counts, with the wait for the others.
    private void runStep(int i, int image, int thread, int round) {
        Step.Work work = plan.byImage(i) ? work(i, 0, image) : works[i][0];
        OpEvent event = thread == 0 && recording && OpEvent.enabled() ? opEvent(i) : null;
        long start = System.nanoTime();
        if (team.size() > 1) {
            team.part(thread, work, units[i]);
            team.barrier(round);
        } else {
            work.run(0, 0, units[i]);
        }
        if (thread == 0) {
            times.add(i, System.nanoTime() - start);
        }
        if (event != null) {
            event.commit();
        }
    }

    /// Some images through all steps of a group, one after the other. The threads of a team do this side by side, each
    /// with images of its own, so each counts its share of the time.
    private void runImages(StepGroups.Group group, int thread) {
        for (int image = firstImage(thread); image < firstImage(thread + 1); image++) {
            for (int i = group.first(); i <= group.last(); i++) {
                Step.Work work = work(i, thread, image);
                OpEvent event = recording && OpEvent.enabled() ? opEvent(i) : null;
                long start = System.nanoTime();
                work.run(thread, 0, units[i]);
                times.add(i, (System.nanoTime() - start) / team.size());
                if (event != null) {
                    event.commit();
                }
            }
        }
    }

    private OpEvent opEvent(int i) {
        Step step = steps[i].step();
        Shape output = plan.workShape(i, steps[i].output());
        return OpEvent.begin(step.output(), step.kind(), output.toString(), step.multiplyAdds(output));
    }

    private void copy(Plan.Location from, float[] to) {
        int channels = from.shape().channels();
        for (int pixel = 0; pixel < from.shape().pixels(); pixel++) {
            System.arraycopy(arena, from.offset() + pixel * from.pixelStride(), to, pixel * channels, channels);
        }
    }

    private static void requireLength(String what, int length, Shape shape) {
        if (length != shape.floats()) {
            throw new IllegalArgumentException(
                    what + " must have " + shape.floats() + " floats for " + shape + ", found " + length);
        }
    }

    private FeatureMap map(String value) { return plan.location(value).in(arena); }
}
