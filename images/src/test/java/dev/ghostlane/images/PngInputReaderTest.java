package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.images.PillowFiles.Case;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// A PNG goes in bands to a network's input, with the bits of decoding and preprocessing one after the other, and is
/// refused as it is there.
class PngInputReaderTest {

    private static final DecodeOptions UPRIGHT = DecodeOptions.DEFAULT.withUpright(true);

    private static final List<Case> SAMPLE = PillowFiles.pngs();

    private static final int[] TYPES = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_INDEXED};

    private static byte[] photo(RandomGenerator random, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, TYPES[random.nextInt(TYPES.length)]);
        int noise = random.nextInt(3) * 40;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = (x / 9 + y / 7) % 2 * 120 + random.nextInt(noise + 1);
                image.setRGB(x, y, 0xff000000 | red << 16 | 255 * y / height << 8 | 255 * x / width);
            }
        }
        return TestImages.encode(image, "png");
    }

    private static byte[] turned(byte[] png, int orientation) {
        return TestImages.withChunk(png, "eXIf", ByteBuffer.allocate(26).put((byte) 'M').put((byte) 'M')
                .putShort((short) 42).putInt(8).putShort((short) 1).putShort((short) 0x0112).putShort((short) 3)
                .putInt(1).putShort((short) orientation).array());
    }

    private static Preprocessing preprocessing(RandomGenerator random) {
        int shortEdge = random.nextInt(1, random.nextBoolean() ? 40 : 300);
        return new Preprocessing(shortEdge, random.nextInt(1, shortEdge + 1),
                Resampling.values()[random.nextInt(Resampling.values().length)], List.of(0.485f, 0.456f, 0.406f),
                List.of(0.229f, 0.224f, 0.225f));
    }

    @Property(tries = 150)
    void inBandsAsOneAfterTheOther(@ForAll long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Preprocessing preprocessing = preprocessing(random);
        InputReader reader = InputReader.of(preprocessing);
        for (int photo = 0; photo < 4; photo++) {
            byte[] file = photo % 2 == 0
                    ? photo(random, random.nextInt(1, 200), random.nextInt(1, 200))
                    : SAMPLE.get(random.nextInt(SAMPLE.size())).file();
            byte[] png = file.length > 60 ? turned(file, random.nextInt(1, 9)) : file;
            DecodeOptions options = random.nextBoolean() ? UPRIGHT : DecodeOptions.DEFAULT;
            float[] expected = new float[preprocessing.floats()];
            float[] actual = new float[expected.length];
            ImageSource source = ImageSource.of(png, "a.png").decodedBy(options);
            RgbImage image;
            try {
                image = ImageDecoder.decode(png, "a.png", options);
            } catch (ImageException e) {
                assertEquals(e.getMessage(), assertThrows(ImageException.class, () -> reader.read(source, actual, 0))
                        .getMessage());
                continue;
            }
            preprocessing.apply(image, expected, 0);
            reader.read(source, actual, 0);
            assertArrayEquals(expected, actual);
        }
    }

    /// Nothing is left out of a giant photo, whatever the limit.
    @Example
    void theMemoryLimitLeavesNoPixelsOut() {
        byte[] file = TestImages.encode(TestImages.picture(1500, 1200), "png");
        float[] expected = new float[Preprocessing.IMAGENET.floats()];
        Preprocessing.IMAGENET.apply(ImageDecoder.decode(file, "a.png"), expected, 0);
        DecodeOptions least = DecodeOptions.DEFAULT.withMemoryLimit(DecodeOptions.SMALLEST_LIMIT);
        float[] actual = new float[expected.length];
        InputReader reader = InputReader.of(Preprocessing.IMAGENET);
        reader.read(ImageSource.of(file, "a.png").decodedBy(least), actual, 0);
        assertArrayEquals(expected, actual);
        assertTrue(reader.memory(file, "a.png", least) <= 1 << 20);
    }

    /// A file that ends below the crop is refused, too.
    @Example
    void rowsThatTheCropDoesNotSeeMustBeThere() {
        byte[] file = TestImages.encode(TestImages.picture(100, 1000), "png");
        byte[] cut = Arrays.copyOf(file, file.length - 30);
        InputReader reader = InputReader.of(Preprocessing.IMAGENET);
        float[] input = new float[reader.floats()];
        String message = assertThrows(ImageException.class, () -> reader.read(ImageSource.of(cut, "a.png"), input, 0))
                .getMessage();
        assertTrue(message.startsWith("a.png: the PNG file is truncated"), message);
        reader.read(ImageSource.of(file, "a.png"), input, 0);
    }
}
