package demo;

import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.nio.file.Path;
import java.util.Locale;

/// Says what is on photos.
public class Demo {

    public static void main(String[] photos) {
        try (Classifier classifier = GhostNetV2.bundled().classifier()) {
            for (String photo : photos) {
                for (Classification answer : classifier.classify(Path.of(photo), 3)) {
                    System.out.printf(Locale.ROOT, "%-5s %5.2f %%%n", answer.label(), 100 * answer.probability());
                }
            }
        }
    }
}
