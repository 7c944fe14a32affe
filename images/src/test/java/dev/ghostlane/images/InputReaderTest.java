package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// A JPEG goes in bands to a network's input, with the bits of decoding and preprocessing one after the other.
class InputReaderTest {

    private static final DecodeOptions UPRIGHT = DecodeOptions.DEFAULT.withUpright(true);

    /// A photo whose content, size and kind a seed determines.
    private static byte[] photo(RandomGenerator random, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height,
                random.nextInt(4) == 0 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        int noise = random.nextInt(3) * 60;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int edge = (x / 9 + y / 7) % 2 * 120;
                int red = Math.min(255, edge + random.nextInt(noise + 1));
                image.setRGB(x, y, red << 16 | 255 * y / height << 8 | 255 * x / width);
            }
        }
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = writers.next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(random.nextFloat(0.2f, 1));
        param.setProgressiveMode(random.nextInt(4) == 0
                ? ImageWriteParam.MODE_DEFAULT
                : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    private static byte[] turned(byte[] jpeg, int orientation) {
        byte[] tags = ByteBuffer.allocate(26).put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8)
                .putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1)
                .putShort((short) orientation).array();
        return TestImages.withSegment(jpeg, 1, "Exif\0\0", tags);
    }

    private static Preprocessing preprocessing(RandomGenerator random) {
        int shortEdge = random.nextInt(1, random.nextBoolean() ? 40 : 300);
        return new Preprocessing(shortEdge, random.nextInt(1, shortEdge + 1),
                Resampling.values()[random.nextInt(Resampling.values().length)], List.of(0.485f, 0.456f, 0.406f),
                List.of(0.229f, 0.224f, 0.225f));
    }

    private static int side(RandomGenerator random) {
        return random.nextInt(3) == 0 ? random.nextInt(100, 500) : random.nextInt(1, 70);
    }

    @Property(tries = 150)
    void inBandsAsOneAfterTheOther(@ForAll long seed) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Preprocessing preprocessing = preprocessing(random);
        InputReader reader = InputReader.of(preprocessing);
        for (int photo = 0; photo < 3; photo++) {
            byte[] file = turned(photo(random, side(random), side(random)), random.nextInt(1, 9));
            DecodeOptions options = random.nextBoolean() ? UPRIGHT : DecodeOptions.DEFAULT;
            float[] expected = new float[preprocessing.floats()];
            preprocessing.apply(ImageDecoder.decode(file, "a.jpg", options), expected, 0);
            int offset = random.nextInt(4);
            float[] actual = new float[expected.length + offset + 3];
            Arrays.fill(actual, Float.NaN);
            reader.read(ImageSource.of(file, "a.jpg").decodedBy(options), actual, offset);
            assertArrayEquals(expected, Arrays.copyOfRange(actual, offset, offset + expected.length));
            for (int i = 0; i < actual.length; i++) {
                assertEquals(i < offset || i >= offset + expected.length, Float.isNaN(actual[i]), "float " + i);
            }
        }
    }

    @Property(tries = 60)
    void allOfAPhotoInBandsAsOneAfterTheOther(@ForAll long seed) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Preprocessing preprocessing = preprocessing(random);
        int width = random.nextInt(1, 90);
        int height = random.nextInt(1, 90);
        byte[] file = turned(photo(random, side(random), side(random)), random.nextInt(1, 9));
        float[] expected = new float[3 * width * height];
        preprocessing.normalise(Resize.resize(ImageDecoder.decode(file, "a.jpg", UPRIGHT), width, height,
                preprocessing.resampling()), expected, 0);
        float[] actual = new float[expected.length];
        InputReader.whole(preprocessing, width, height).read(ImageSource.of(file, "a.jpg").decodedBy(UPRIGHT), actual,
                0);
        assertArrayEquals(expected, actual);
    }

    @Example
    void otherFormatsAndPixelsAreReadToo() {
        BufferedImage picture = TestImages.picture(300, 250);
        byte[] png = TestImages.encode(picture, "png");
        RgbImage pixels = ImageDecoder.decode(png, "a.png");
        float[] expected = new float[Preprocessing.IMAGENET.floats()];
        Preprocessing.IMAGENET.apply(pixels, expected, 0);
        InputReader reader = InputReader.of(Preprocessing.IMAGENET);
        float[] actual = new float[expected.length];
        reader.read(ImageSource.of(png, "a.png"), actual, 0);
        assertArrayEquals(expected, actual);
        Arrays.fill(actual, 0);
        reader.read(ImageSource.of(pixels, "pixels"), actual, 0);
        assertArrayEquals(expected, actual);
    }

    /// Nothing is left out of a giant photo, whatever the limit.
    @Example
    void theMemoryLimitLeavesNoPixelsOut() {
        byte[] file = TestImages.encode(TestImages.picture(1500, 1200), "jpg");
        float[] expected = new float[Preprocessing.IMAGENET.floats()];
        Preprocessing.IMAGENET.apply(ImageDecoder.decode(file, "a.jpg"), expected, 0);
        DecodeOptions least = DecodeOptions.DEFAULT.withMemoryLimit(DecodeOptions.SMALLEST_LIMIT);
        float[] actual = new float[expected.length];
        InputReader.of(Preprocessing.IMAGENET).read(ImageSource.of(file, "a.jpg").decodedBy(least), actual, 0);
        assertArrayEquals(expected, actual);
    }

    @Example
    void whatCannotBeReadIsNamed() {
        InputReader reader = InputReader.of(Preprocessing.IMAGENET);
        float[] input = new float[reader.floats()];
        byte[] file = TestImages.encode(TestImages.picture(300, 250), "jpg");
        byte[] half = Arrays.copyOf(file, file.length / 2);
        String message = assertThrows(ImageException.class,
                () -> reader.read(ImageSource.of(half, "half.jpg"), input, 0))
                .getMessage();
        assertTrue(message.startsWith("half.jpg: the JPEG file is truncated"), message);
        assertThrows(ImageException.class, () -> reader.read(ImageSource.of(new byte[0], "none.jpg"), input, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> reader.read(ImageSource.of(file, "a.jpg"), input, 1));
        // The reader can be used on.
        reader.read(ImageSource.of(file, "a.jpg"), input, 0);
    }

    /// A share of the budget that is as large as a photo of 12 megapixels needs: 4 MB, not the 72 of its pixels.
    @Example
    void aPhotoTakesAFewRowsOfTheBudget() throws Exception {
        byte[] file = TestImages.encode(TestImages.picture(4000, 3000), "jpg");
        InputReader reader = InputReader.of(Preprocessing.IMAGENET);
        long memory = reader.memory(file, "a.jpg", DecodeOptions.DEFAULT);
        assertTrue(memory <= 4 << 20, () -> memory + " bytes");
        DecodingBudget budget = new DecodingBudget(4 << 20);
        float[] input = new float[reader.floats()];
        reader.read(budget.share(ImageSource.of(file, "a.jpg"), DecodeOptions.DEFAULT, Duration.ZERO), input, 0);
        assertEquals(budget.bytes(), budget.free());
        try (DecodingBudget.Share _ = budget.reserve(2 << 20)) {
            assertThrows(ImageMemoryException.class, () -> reader.read(budget.share(ImageSource.of(file, "a.jpg"),
                    DecodeOptions.DEFAULT, Duration.ofMillis(1)), input, 0));
        }
    }
}
