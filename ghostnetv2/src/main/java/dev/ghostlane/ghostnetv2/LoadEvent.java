package dev.ghostlane.ghostnetv2;

import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// JFR event: a checkpoint was loaded, or could not be.
@Name("dev.ghostlane.Load")
@Label("Model Load")
@Category("Ghostlane")
@StackTrace(false)
final class LoadEvent extends Event {

    @Label("Checkpoint")
    String checkpoint;

    @Label("Network")
    String network;

    @Label("Parameters")
    long parameters;

    @Label("Failure")
    String failure;

    /// Loads, and tells the recording. Touching this class starts all of JFR.
    static GhostNetV2 load(String checkpoint, Supplier<GhostNetV2> loading) {
        LoadEvent event = new LoadEvent();
        event.checkpoint = checkpoint;
        event.begin();
        try {
            GhostNetV2 model = loading.get();
            event.network = model.configuration().variant() + " " + model.configuration().width();
            event.parameters = model.parameters();
            return model;
        } catch (RuntimeException | Error e) {
            event.failure = e.toString();
            throw e;
        } finally {
            event.commit();
        }
    }
}
