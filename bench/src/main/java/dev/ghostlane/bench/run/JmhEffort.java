package dev.ghostlane.bench.run;

import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// How much time goes into a benchmark.
public enum JmhEffort {

    /// What the benchmarks say: 3 forks of 5 samples each.
    FULL,

    /// One fork of 3 samples, warmed up as usual: a first look.
    QUICK,

    /// One sample of some milliseconds in this very process: shows that everything runs, not how fast.
    SMOKE;

    private static final TimeValue MOMENT = TimeValue.milliseconds(10);

    /// Sets forks and iterations, except those that the arguments for JMH set.
    void apply(OptionsBuilder builder, CommandLineOptions given) {
        if (this == FULL) {
            return;
        }
        if (!given.getForkCount().hasValue()) {
            builder.forks(this == SMOKE ? 0 : 1);
        }
        if (!given.getMeasurementIterations().hasValue()) {
            builder.measurementIterations(this == SMOKE ? 1 : 3);
        }
        if (this == SMOKE) {
            smoke(builder, given);
        }
    }

    private static void smoke(OptionsBuilder builder, CommandLineOptions given) {
        if (!given.getWarmupIterations().hasValue()) {
            builder.warmupIterations(1);
        }
        if (!given.getWarmupTime().hasValue()) {
            builder.warmupTime(MOMENT);
        }
        if (!given.getMeasurementTime().hasValue()) {
            builder.measurementTime(MOMENT);
        }
        // Nothing is measured that another benchmark on this machine could disturb.
        System.setProperty("jmh.ignoreLock", "true");
    }
}
