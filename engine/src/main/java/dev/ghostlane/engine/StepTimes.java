package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.PlannedStep;
import dev.ghostlane.engine.steps.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/// How long the steps of a session's runs took.
final class StepTimes {
    private final PlannedStep[] steps;
    private final AtomicLongArray nanos;
    private volatile long runs;

    StepTimes(PlannedStep[] steps) {
        this.steps = steps;
        this.nanos = new AtomicLongArray(steps.length);
    }

    void add(int step, long nanos) { this.nanos.addAndGet(step, nanos); }

    /// One thread at a time ends runs.
    void endRun() { runs = runs + 1; }

    void reset() {
        runs = 0;
        for (int i = 0; i < steps.length; i++) {
            nanos.set(i, 0);
        }
    }

    Profile profile() {
        List<Profile.Entry> entries = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            PlannedStep planned = steps[i];
            Step step = planned.step();
            entries.add(new Profile.Entry(step.output(), step.kind(), step.rearranges(), planned.output(),
                    planned.multiplyAdds(), planned.mapBytes(), step.weightBytes(), nanos.get(i)));
        }
        return new Profile(runs, entries);
    }
}
