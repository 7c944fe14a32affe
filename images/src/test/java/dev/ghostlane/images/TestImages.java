package dev.ghostlane.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;
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
        return png(width, height, bits, colourType, Math.min(height, 100), _ -> line);
    }

    /// A PNG of 8-bit RGB, in whose line y all samples are y, modulo 256.
    static byte[] stripes(int width, int height) {
        byte[] line = new byte[3 * width];
        return png(width, height, 8, 2, height, y -> {
            Arrays.fill(line, (byte) y);
            return line;
        });
    }

    private static byte[] png(int width, int height, int bits, int colourType, int count, IntFunction<byte[]> line) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(lines)) {
            for (int y = 0; y < count; y++) {
                deflated.write(0);
                deflated.write(line.apply(y));
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

    /// A PNG file with a chunk of its own before the pixels.
    static byte[] withChunk(byte[] png, String type, byte[] content) {
        int header = PNG_SIGNATURE.length + 12 + 13;
        byte[] chunk = chunk(type, content);
        return ByteBuffer.allocate(png.length + chunk.length).put(png, 0, header).put(chunk)
                .put(png, header, png.length - header).array();
    }

    /// An uncompressed TIFF of 8-bit RGB in one strip.
    ///
    /// @param order byte order
    /// @param orientation value of its tag
    static byte[] tiff(ByteOrder order, int orientation, int width, int height, byte... rgb) {
        int[][] entries = {{256, 3, 1, width}, {257, 3, 1, height}, {258, 3, 3, 134}, {259, 3, 1, 1}, {262, 3, 1, 2},
                {273, 4, 1, 140}, {274, 3, 1, orientation}, {277, 3, 1, 3}, {278, 3, 1, height},
                {279, 4, 1, rgb.length}};
        ByteBuffer file = ByteBuffer.allocate(140 + rgb.length).order(order);
        byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
        file.put(mark).put(mark).putShort((short) 42).putInt(8).putShort((short) entries.length);
        for (int[] entry : entries) {
            file.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]);
            if (entry[1] == 3 && entry[2] == 1) {
                file.putShort((short) entry[3]).putShort((short) 0);
            } else {
                file.putInt(entry[3]);
            }
        }
        file.position(134).putShort((short) 8).putShort((short) 8).putShort((short) 8).put(rgb);
        return file.array();
    }

    /// A JPEG file with an APP2 segment of its own before all others.
    static byte[] withApp2(byte[] jpeg, String identifier, byte[] content) {
        return withSegment(jpeg, 2, identifier, content);
    }

    /// A JPEG file with an application segment of its own before all others.
    static byte[] withSegment(byte[] jpeg, int number, String identifier, byte[] content) {
        byte[] name = identifier.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(jpeg.length + 4 + name.length + content.length).put(jpeg, 0, 2)
                .putShort((short) (0xffe0 + number)).putShort((short) (2 + name.length + content.length)).put(name)
                .put(content).put(jpeg, 2, jpeg.length - 2).array();
    }
}
