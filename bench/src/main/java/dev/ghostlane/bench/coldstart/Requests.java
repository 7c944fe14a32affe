package dev.ghostlane.bench.coldstart;

import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.nio.file.Path;

/// What one fresh JVM of a service does: answers requests, with a classifier that is kept or with one for each request.
final class Requests {

    private Requests() {}

    /// Prints the nanoseconds of each request on one line; that of the first includes loading.
    ///
    /// @param args checkpoint, requests, `kept` or `each`
    public static void main(String[] args) {
        long begin = System.nanoTime();
        GhostNetV2 model = GhostNetV2.load(Path.of(args[0]));
        long[] nanos = new long[Integer.parseInt(args[1])];
        int side = model.preprocessing().crop();
        float[] input = new float[side * side * 3];
        for (int i = 0; i < input.length; i++) {
            input[i] = i % 251 / 125f - 1;
        }
        try (Classifier kept = args[2].equals("kept") ? model.classifier() : null) {
            for (int i = 0; i < nanos.length; i++) {
                if (kept != null) {
                    kept.logits(input);
                } else {
                    try (Classifier classifier = model.classifier()) {
                        classifier.logits(input);
                    }
                }
                long end = System.nanoTime();
                nanos[i] = end - begin;
                begin = end;
            }
        }
        StringBuilder line = new StringBuilder();
        for (long each : nanos) {
            line.append(each).append(' ');
        }
        System.out.println(line);
    }
}
