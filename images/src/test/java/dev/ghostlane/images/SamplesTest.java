package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.testdata.Shared;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The samples in the Javadoc of the images are regions of this file, and do what they say.
class SamplesTest {

    private final Path photo = Shared.repository().resolve("testdata/photos/chelsea.png");

    @Test
    void inputsAreMadeInOneStepOrInTwo() {
        // @start region="decode"
        RgbImage image = ImageDecoder.decode(photo);
        float[] nhwc = new float[Preprocessing.IMAGENET.floats()]; // 224×224×3
        Preprocessing.IMAGENET.apply(image, nhwc, 0);
        // @end
        float[] batch = new float[2 * nhwc.length];
        // @start region="reader"
        InputReader reader = InputReader.of(Preprocessing.IMAGENET); // one for each thread
        reader.read(ImageSource.of(photo), batch, reader.floats()); // the second image of a batch
        // @end
        float[] second = Arrays.copyOfRange(batch, nhwc.length, 2 * nhwc.length);
        assertArrayEquals(nhwc, second);
    }

    @Test
    void budget() {
        Preprocessing preprocessing = Preprocessing.IMAGENET;
        // @start region="budget"
        DecodingBudget budget = new DecodingBudget(256L << 20);
        RgbImage crop = budget.use(ImageSource.of(photo), DecodeOptions.DEFAULT, Duration.ofSeconds(30),
                image -> preprocessing.crop(image));
        // @end
        assertEquals(224, crop.width());
        assertEquals(budget.bytes(), budget.free());
    }
}
