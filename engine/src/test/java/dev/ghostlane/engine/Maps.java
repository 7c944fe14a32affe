package dev.ghostlane.engine;

import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.Tensors;

/// Moves values in and out of feature maps.
final class Maps {

    private Maps() {}

    /// The elements in NHWC order without gaps.
    static float[] elements(FeatureMap map) {
        float[] elements = new float[map.pixels() * map.channels()];
        for (int pixel = 0; pixel < map.pixels(); pixel++) {
            System.arraycopy(map.data(), map.offset() + pixel * map.pixelStride(), elements,
                    pixel * map.channels(),
                    map.channels());
        }
        return elements;
    }

    /// A dense map of normal values.
    static FeatureMap random(int batch, int height, int width, int channels, long seed) {
        return FeatureMap.dense(Tensors.of(Content.NORMAL, batch * height * width * channels, seed), 0, batch,
                height, width, channels);
    }

    /// A dense map of normal values that a plan takes.
    static FeatureMap randomInput(Plan plan, long seed) {
        Shape shape = plan.inputShape();
        return random(shape.batch(), shape.height(), shape.width(), shape.channels(), seed);
    }

    /// Writes a dense map into a session's input.
    static void fill(Session session, FeatureMap input) {
        System.arraycopy(input.data(), 0, session.input().data(), session.input().offset(),
                input.data().length);
    }

    /// Runs a session on a dense map and returns one of its outputs.
    static float[] run(Session session, FeatureMap input, String output) {
        fill(session, input);
        session.run();
        return elements(session.output(output));
    }
}
