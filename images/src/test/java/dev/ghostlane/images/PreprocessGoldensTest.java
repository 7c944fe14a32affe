package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// From the file to the pixels: every byte as Pillow and torchvision make it.
class PreprocessGoldensTest {
    private static final Pattern TENSOR = Pattern.compile("\"([^\"]+)\":\\{\"dtype\":\"\\w+\",\"shape\":\\[([^]]*)],"
            + "\"data_offsets\":\\[(\\d+),(\\d+)]");

    /// One expected tensor and the file it is made of.
    record Golden(String tensor, String file) {
        Preprocessing preprocessing() {
            Preprocessing base = Preprocessing.IMAGENET;
            if (!tensor.contains("_73_64")) {
                return base;
            }
            Resampling resampling = tensor.endsWith("_bilinear") ? Resampling.BILINEAR : Resampling.BICUBIC;
            return new Preprocessing(73, 64, resampling, base.mean(), base.std());
        }
    }

    static List<Golden> goldens() {
        Stream<Golden> large = Stream
                .of("chelsea.png", "gray.png", "gray_alpha.png", "rgba.png", "palette.png",
                        "palette_alpha.png", "q90_420.jpg", "q90_444.jpg", "progressive.jpg", "gray.jpg",
                        "cmyk.jpg", "ycck.jpg", "one_wide.png", "tall.png", "odd_margin.png")
                .map(file -> new Golden(tensorName(file) + ".expected", file));
        Stream<Golden> small = Stream.of("chelsea.png", "q90_420.jpg")
                .flatMap(file -> Stream.of("", "_bilinear")
                        .map(end -> new Golden(tensorName(file) + ".expected_73_64" + end, file)));
        Stream<Golden> turned = IntStream.rangeClosed(1, 8)
                .mapToObj(k -> new Golden("exif_" + k + ".expected_73_64", "exif_" + k + ".jpg"));
        Stream<Golden> upright = IntStream.rangeClosed(1, 8)
                .mapToObj(k -> new Golden("exif_" + k + ".upright_73_64", "exif_" + k + ".jpg"));
        Stream<Golden> deep = Stream.of(new Golden("gray16.expected_high_byte", "gray16.png"));
        return Stream.of(large, small, turned, upright, deep).flatMap(goldens -> goldens).toList();
    }

    private static String tensorName(String file) {
        return file.startsWith("gray.") ? file.replace('.', '_') : file.substring(0, file.indexOf('.'));
    }

    /// A tensor of the goldens: bytes, or floats in little-endian order.
    record Tensor(List<Integer> shape, ByteBuffer content) {}

    private static Map<String, Tensor> expected() {
        try {
            ByteBuffer file = ByteBuffer
                    .wrap(Files.readAllBytes(Shared.require("goldens/preprocess/preprocess.safetensors")))
                    .order(ByteOrder.LITTLE_ENDIAN);
            int header = Math.toIntExact(file.getLong());
            String json = new String(file.array(), Long.BYTES, header, StandardCharsets.UTF_8);
            Map<String, Tensor> tensors = new HashMap<>();
            TENSOR.matcher(json).results().forEach(found -> {
                int begin = Integer.parseInt(found.group(3));
                tensors.put(found.group(1), new Tensor(
                        Stream.of(found.group(2).split(",")).map(size -> Integer.valueOf(size.strip())).toList(),
                        file.slice(Long.BYTES + header + begin, Integer.parseInt(found.group(4)) - begin)
                                .order(ByteOrder.LITTLE_ENDIAN)));
            });
            return tensors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RgbImage decode(String file) { return decode(file, DecodeOptions.DEFAULT); }

    private static RgbImage decode(String file, DecodeOptions options) {
        return ImageDecoder.decode(Shared.require("goldens/preprocess/" + file), options);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void everyByteIsPillows(Golden golden) {
        Tensor expected = expected().get(golden.tensor());
        RgbImage actual = golden.preprocessing().crop(decode(golden.file(),
                DecodeOptions.DEFAULT.withUpright(golden.tensor().contains("upright"))));
        assertEquals(expected.shape(), List.of(actual.height(), actual.width(), 3));
        byte[] bytes = new byte[expected.content().remaining()];
        expected.content().get(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != actual.rgb()[i]) {
                fail("%s: byte %d (y %d, x %d, channel %d): expected %d, found %d".formatted(golden, i,
                        i / 3 / actual.width(), i / 3 % actual.width(), i % 3, bytes[i] & 0xff,
                        actual.rgb()[i] & 0xff));
            }
        }
    }

    /// `gray16.expected` is white everywhere, the deliberate difference.
    @Test
    void everyTensorIsComparedOrNamedHere() {
        Set<String> compared = goldens().stream().map(Golden::tensor)
                .collect(Collectors.toCollection(TreeSet::new));
        compared.add("chelsea.normalised");
        compared.add("gray16.expected");
        assertEquals(compared, new TreeSet<>(expected().keySet()));
    }

    @Test
    void everyBitOfTheNormalisedPhotoIsPyTorchs() {
        FloatBuffer floats = expected().get("chelsea.normalised").content().asFloatBuffer();
        float[] expected = new float[floats.remaining()];
        floats.get(expected);
        int offset = 5;
        float[] actual = new float[offset + Preprocessing.IMAGENET.floats()];
        Preprocessing.IMAGENET.apply(decode("chelsea.png"), actual, offset);
        int pixels = 224 * 224;
        for (int i = 0; i < expected.length; i++) {
            int at = offset + i % pixels * 3 + i / pixels;
            if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(actual[at])) {
                fail("channel %d, pixel %d: expected %s, found %s".formatted(i / pixels, i % pixels,
                        Float.toHexString(expected[i]), Float.toHexString(actual[at])));
            }
        }
    }
}
