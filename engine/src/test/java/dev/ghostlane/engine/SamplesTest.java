package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.ghostlane.kernels.activation.Activation;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The samples in the Javadoc of the engine are regions of this file, and do what they say.
class SamplesTest {

    @Test
    void network() {
        float[] images = {1, -1, 2, -2, 3, -3, 4, -4};
        float[] result = new float[2];
        // @start region="network"
        Network network = new Network("mean of what is positive", "image", 2, List.of(
                new Op.Activate("positive", "image", Activation.RELU),
                new Op.GlobalAverage("mean", "positive")), "mean");

        Plan plan = network.compile().plan(1, 2, 2); // one image of 2×2 pixels
        try (Session session = plan.session()) { // for one thread at a time
            session.run(images, result); // allocates nothing
        }
        // @end
        assertArrayEquals(new float[]{2.5f, 0}, result);
    }
}
