package dev.ghostlane.ghostnetv2.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/// Makes small images and image files, so that tests do not need any at hand.
final class TestImages {
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private TestImages() {}

    /// A picture of gradients and a few edges.
    static BufferedImage picture(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int blue = (x / 5 + y / 7) % 2 == 0 ? 200 : 40;
                image.setRGB(x, y, 255 * x / width << 16 | 255 * y / height << 8 | blue);
            }
        }
        return image;
    }

    /// The bytes of a file in a format of ImageIO's.
    static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, file)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /// A PNG file of raw lines.
    ///
    /// @param colourType 0 gray, 2 RGB, 3 palette, 4 gray with alpha, 6 RGB with alpha
    /// @param line what each line holds
    static byte[] png(int width, int height, int bits, int colourType, byte... line) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(lines)) {
            for (int y = 0; y < Math.min(height, 100); y++) {
                deflated.write(0);
                deflated.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) bits)
                .put((byte) colourType);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(PNG_SIGNATURE);
        file.writeBytes(chunk("IHDR", header.array()));
        file.writeBytes(chunk("IDAT", lines.toByteArray()));
        file.writeBytes(chunk("IEND"));
        return file.toByteArray();
    }

    private static byte[] chunk(String type, byte... content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length).putInt(content.length).put(name).put(content)
                .putInt((int) crc.getValue()).array();
    }

    /// A JPEG file with an APP2 segment of its own before all others.
    static byte[] withApp2(byte[] jpeg, String identifier, byte[] content) {
        byte[] name = identifier.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(jpeg.length + 4 + name.length + content.length).put(jpeg, 0, 2)
                .putShort((short) 0xffe2).putShort((short) (2 + name.length + content.length)).put(name)
                .put(content).put(jpeg, 2, jpeg.length - 2).array();
    }
}
