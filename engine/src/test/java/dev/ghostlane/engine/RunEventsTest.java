package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs and their steps appear in JFR recordings, as far as a recording wants them.
class RunEventsTest {

    private static final String RUN = "dev.ghostlane.Run";
    private static final String OP = "dev.ghostlane.Op";
    private static final String PLAN = "dev.ghostlane.Plan";

    @TempDir
    private Path folder;

    private static Plan plan() {
        Layers layers = new Layers(3, 51);
        layers.pointwise("first", Layers.INPUT, 8);
        layers.depthwise("second", "first", 3, 3, 1);
        return layers.network("second").compile().plan(2, 6, 7);
    }

    /// The events of three runs, in the order of their starts.
    private List<RecordedEvent> record(Recording recording) throws IOException {
        Path file = folder.resolve("test.jfr");
        try (recording) {
            recording.start();
            Session session = plan().session(2);
            for (int run = 0; run < 3; run++) {
                session.run();
            }
            session.close();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.ghostlane."))
                .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime())).toList();
    }

    private static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
        return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
    }

    private static Recording recording(String... enabled) {
        Recording recording = new Recording();
        recording.disable(RUN);
        recording.disable(OP);
        recording.disable(PLAN);
        for (String name : enabled) {
            recording.enable(name).withThreshold(Duration.ZERO);
        }
        return recording;
    }

    @Test
    void aRecordingHasEachRunAndEachStepWithItsFields() throws IOException {
        List<RecordedEvent> events = record(recording(RUN, OP));
        List<RecordedEvent> runs = named(RUN, events);
        List<RecordedEvent> steps = named(OP, events);
        assertEquals(3, runs.size());
        assertEquals(6, steps.size());
        for (RecordedEvent run : runs) {
            assertEquals("test", run.getString("network"));
            assertEquals("2×6×7×3", run.getString("input"));
            assertEquals(2, run.getInt("threads"));
            assertEquals(2L * 6 * 7 * 8 * (3 + 9), run.getLong("multiplyAdds"));
            assertEquals(Thread.currentThread().getName(), run.getThread().getJavaName());
        }
        List<String> values = steps.stream().map(step -> step.getString("value")).toList();
        assertEquals(List.of("first", "second", "first", "second", "first", "second"), values);
        RecordedEvent second = steps.getLast();
        assertEquals("depthwise", second.getString("kind"));
        assertEquals("2×6×7×8", second.getString("output"));
        assertEquals(2L * 6 * 7 * 8 * 9, second.getLong("multiplyAdds"));
        assertTrue(steps.stream().allMatch(step -> runs.stream().anyMatch(run -> within(step, run))),
                "each step lies within a run");
    }

    private static boolean within(RecordedEvent inner, RecordedEvent outer) {
        return !inner.getStartTime().isBefore(outer.getStartTime())
                && !inner.getEndTime().isAfter(outer.getEndTime());
    }

    @Test
    void aRecordingWithoutSettingsHasThemToo() throws IOException {
        List<RecordedEvent> events = record(new Recording());
        assertEquals(3, named(RUN, events).size());
        assertEquals(6, named(OP, events).size());
    }

    @Test
    void aRecordingThatDoesNotWantThemHasNone() throws IOException {
        assertEquals(List.of(), record(recording()));
    }

    @Test
    void runsCanBeRecordedWithoutSteps() throws IOException {
        List<RecordedEvent> events = record(recording(RUN));
        assertEquals(3, named(RUN, events).size());
        assertEquals(3, events.size());
    }

    @Test
    void stepsCanBeRecordedWithoutRuns() throws IOException {
        List<RecordedEvent> events = record(recording(OP));
        assertEquals(6, named(OP, events).size());
        assertEquals(6, events.size());
    }

    @Test
    void plansAreRecordedWithWhatTheyNeed() throws IOException {
        List<RecordedEvent> events = record(recording(PLAN));
        assertEquals(1, events.size());
        RecordedEvent event = events.getFirst();
        assertEquals("test", event.getString("network"));
        assertEquals("2×6×7×3", event.getString("input"));
        assertEquals(2, event.getInt("steps"));
        assertEquals(2L * 6 * 7 * 8 * (3 + 9), event.getLong("multiplyAdds"));
        assertEquals(plan().arenaBytes(), event.getLong("arenaBytes"));
    }

    /// The file that users give to java: all but the operations, which are many.
    @Test
    void theSettingsThatComeWithTheEngineRecordRuns() throws IOException, ParseException {
        Configuration settings;
        try (Reader file = new InputStreamReader(Session.class.getResourceAsStream("/META-INF/ghostlane.jfc"),
                StandardCharsets.UTF_8)) {
            settings = Configuration.create(file);
        }
        assertEquals("false", settings.getSettings().get(OP + "#enabled"));
        assertEquals("true", settings.getSettings().get("dev.ghostlane.Load#enabled"));
        List<RecordedEvent> events = record(new Recording(settings));
        assertEquals(3, named(RUN, events).size());
        assertEquals(1, named(PLAN, events).size());
        assertEquals(4, events.size());
    }
}
