package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.checkpoint.Safetensors;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.testdata.Shared;
import dev.ghostlane.testdata.contract.Effort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/// The bundled model answers as PyTorch does with the same weights, image by image, from the PNG file on.
class Cifar10Test {

    /// An image with its true class and PyTorch's.
    private record Answer(String file, int truth, int pytorch) {}

    /// The largest error of any tensor in the goldens, as a part of its largest value (the goldens' README). It
    /// is allowed four times for us and once for PyTorch, whose logits here are float32.
    private static final double BOUND = 5 * 1.5e-5;

    private static List<Answer> answers(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("answers.tsv")).stream().skip(1).map(line -> line.split("\t"))
                .map(fields -> new Answer(fields[0], Integer.parseInt(fields[1]), Integer.parseInt(fields[2])))
                .toList();
    }

    /// All images in the build's first JVM, some in those that repeat the tests at a given vector width.
    private static int step() {
        boolean repeats = System.getProperty("ghostlane.test.expect") != null;
        return Effort.isEmulated() ? 100 : repeats ? 10 : 1;
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    @Test
    void everyImageGetsPyTorchsClassAndLogits() throws IOException {
        Path folder = Shared.require("images/cifar10-test");
        List<Answer> answers = answers(folder);
        assertEquals(2000, answers.size());
        float[] pytorch = Safetensors.read(folder.resolve("logits.safetensors")).find("logits").orElseThrow().floats();
        double magnitude = 0;
        for (float logit : pytorch) {
            magnitude = Math.max(magnitude, Math.abs(logit));
        }
        GhostNetV2 model = model();
        int step = step();
        if (step > 1) {
            System.out.println("CIFAR-10: only every " + step + "th image in this JVM");
        }
        int right = 0;
        int rightInPyTorch = 0;
        double worst = 0;
        float[] input = new float[model.preprocessing().floats()];
        try (Classifier classifier = model.classifier()) {
            for (int i = 0; i < answers.size(); i += step) {
                Answer answer = answers.get(i);
                RgbImage image = ImageDecoder.decode(folder.resolve(answer.file()));
                model.preprocessing().apply(image, input, 0);
                float[] logits = classifier.logits(input);
                assertEquals(answer.pytorch(), largest(logits), answer.file());
                if (i % 20 == 0) {
                    assertEquals(answer.pytorch(), classifier.classify(image, 1).getFirst().index(), answer.file());
                }
                for (int c = 0; c < logits.length; c++) {
                    worst = Math.max(worst, Math.abs((double) logits[c] - pytorch[i * logits.length + c]));
                }
                right += answer.truth() == largest(logits) ? 1 : 0;
                rightInPyTorch += answer.truth() == answer.pytorch() ? 1 : 0;
            }
        }
        assertEquals(rightInPyTorch, right, "right answers");
        double bound = BOUND * magnitude;
        double found = worst;
        assertTrue(found <= bound, () -> "largest difference of a logit " + found + ", bound " + bound);
    }

    /// The bundled model, if the answers are those of the same weights: it may be replaced by a better one, and
    /// the answers have to be made anew then.
    private static GhostNetV2 model() throws IOException {
        byte[] bundled;
        try (InputStream resource = GhostNetV2.class.getResourceAsStream("bundled.safetensors")) {
            bundled = resource.readAllBytes();
        }
        try (Stream<Path> files = Files.list(Shared.require("models"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".safetensors")).toList()) {
                if (Arrays.equals(bundled, Files.readAllBytes(file))) {
                    return GhostNetV2.bundled();
                }
            }
        }
        throw new TestAbortedException("skipped: the bundled model is none of those in ../shared/models, so PyTorch's"
                + " answers in ../shared/images/cifar10-test are not known to be its own");
    }
}
