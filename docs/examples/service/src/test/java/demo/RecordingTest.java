package demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Flight Recorder sees requests, and the runs of the network that they cause.
@Timeout(60)
class RecordingTest {

    @Test
    void aRequestAndItsRunAreRecorded() throws Exception {
        Set<String> seen = new ConcurrentSkipListSet<>();
        CountDownLatch three = new CountDownLatch(3);
        try (RunningService service = new RunningService(Settings.DEFAULT);
                RecordingStream recording = new RecordingStream()) {
            recording.enable("demo.Request").withThreshold(Duration.ZERO);
            recording.enable("dev.ghostlane.Run").withThreshold(Duration.ZERO);
            recording.onEvent("demo.Request", event -> {
                seen.add(event.getString("method") + " " + event.getString("path") + " " + event.getInt("status"));
                three.countDown();
            });
            recording.onEvent("dev.ghostlane.Run", event -> {
                seen.add("run of " + event.getString("input"));
                three.countDown();
            });
            recording.startAsync();
            service.post(RunningService.photo());
            service.get("nowhere");
            // An event comes after its answer, so nothing is stopped before.
            three.await(30, TimeUnit.SECONDS);
        }
        assertEquals(Set.of("GET /nowhere 404", "POST /classify 200", "run of 1×32×32×3"), seen);
    }
}
