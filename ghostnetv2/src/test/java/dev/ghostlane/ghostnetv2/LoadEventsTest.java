package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.testdata.contract.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Loads appear in JFR recordings, those that fail too.
class LoadEventsTest {

    @TempDir
    private Path folder;

    @Test
    void loadsAreRecordedWithWhatWasFoundOrWhatWasWrong() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pth"), "no checkpoint");
        Path file = folder.resolve("test.jfr");
        GhostNetV2 model;
        CheckpointException failure;
        try (Recording recording = new Recording()) {
            recording.enable("dev.ghostlane.Load");
            recording.start();
            model = GhostNetV2.bundled();
            failure = assertThrows(CheckpointException.class, () -> GhostNetV2.load(text));
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("dev.ghostlane.Load"))
                .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime())).toList();
        assertEquals(2, events.size());
        RecordedEvent good = events.getFirst();
        assertEquals("bundled model", good.getString("checkpoint"));
        assertEquals("GhostNetV2 0.5", good.getString("network"));
        assertEquals(model.parameters(), good.getLong("parameters"));
        assertEquals(null, good.getString("failure"));
        assertTrue(good.getDuration().toNanos() > 0, good.toString());
        RecordedEvent bad = events.getLast();
        assertEquals(text.toString(), bad.getString("checkpoint"));
        assertTrue(bad.getString("failure").contains(failure.getMessage()), bad.toString());
    }

    /// Without a recording JFR is not started: that would take longer than loading.
    @Test
    void aProcessThatRecordsNothingStartsNoRecorder() throws IOException, InterruptedException {
        ChildJvm.Result result = ChildJvm.run(LoadsAndClassifies.class, "-Dghostlane.simd=false", "-verbose:class");
        assertEquals(0, result.exitCode(), result.toString());
        List<String> loaded = result.output().stream().filter(line -> line.contains(" jdk.jfr.")).toList();
        assertTrue(result.output().contains("classified"), result.toString());
        assertTrue(loaded.stream().anyMatch(line -> line.contains("jdk.jfr.FlightRecorder")), result.toString());
        assertTrue(loaded.stream().noneMatch(line -> line.contains("MetadataRepository")), loaded.toString());
    }

    /// Loads a model and classifies a black image.
    static final class LoadsAndClassifies {
        public static void main(String[] arguments) {
            try (Classifier classifier = GhostNetV2.bundled().classifier()) {
                classifier.classify(new RgbImage(32, 32, new byte[3 * 32 * 32]), 1);
            }
            System.out.println("classified");
        }
    }
}
