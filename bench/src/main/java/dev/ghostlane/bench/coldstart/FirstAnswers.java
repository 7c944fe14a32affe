package dev.ghostlane.bench.coldstart;

import dev.ghostlane.bench.common.ForkedJvm;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.nio.file.Path;
import java.util.Arrays;

/// What one fresh JVM does: loads a checkpoint, runs until the time is up, and prints the moments.
///
/// It uses nothing but the library until the last run is over, so that no other class is paid for.
final class FirstAnswers {

    private static final int MAX_RUNS = 10_000;

    private FirstAnswers() {}

    /// Prints, on one line in nanoseconds since load began: the moments when the model was loaded and when it was
    /// ready to run, then the moment of each answer; before them the peak resident memory in kilobytes, or 0.
    ///
    /// @param args checkpoint, side of the image, threads, seconds
    public static void main(String[] args) {
        int side = Integer.parseInt(args[1]);
        float[] input = new float[side * side * 3];
        for (int i = 0; i < input.length; i++) {
            input[i] = i % 251 / 125f - 1;
        }
        long[] answers = new long[MAX_RUNS];
        int runs = 0;
        long begin = System.nanoTime();
        GhostNetV2 model = GhostNetV2.load(Path.of(args[0]));
        long loaded = System.nanoTime() - begin;
        long ready;
        try (Session session = model.plan(1, side, side).session(Integer.parseInt(args[2]))) {
            float[] logits = new float[model.configuration().classes()];
            ready = System.nanoTime() - begin;
            long end = Long.parseLong(args[3]) * 1_000_000_000;
            while (runs < MAX_RUNS && (runs < 10 || answers[runs - 1] < end)) {
                session.run(input, logits);
                answers[runs++] = System.nanoTime() - begin;
            }
        }
        StringBuilder line = new StringBuilder().append(ForkedJvm.peakKilobytes("self")).append(' ').append(loaded)
                .append(' ')
                .append(ready);
        for (long answer : Arrays.copyOf(answers, runs)) {
            line.append(' ').append(answer);
        }
        System.out.println(line);
    }
}
