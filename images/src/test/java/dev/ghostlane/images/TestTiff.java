package dev.ghostlane.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;

/// Makes TIFF files of any tags, which need not fit together.
final class TestTiff {
    private final SortedMap<Integer, int[]> tags = new TreeMap<>();
    private final List<byte[]> pieces = new ArrayList<>();
    private final Set<Integer> missing = new HashSet<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    TestTiff(int width, int height, int bits, int photometric, int samples) {
        int[] all = new int[samples];
        Arrays.fill(all, bits);
        tag(256, width).tag(257, height).tags(258, all).tag(262, photometric).tag(277, samples).tag(278, height);
    }

    TestTiff tag(int tag, int value) { return tags(tag, new int[]{value}); }

    TestTiff tags(int tag, int[] values) {
        tags.put(tag, values);
        return this;
    }

    TestTiff without(int tag) {
        tags.remove(tag);
        missing.add(tag);
        return this;
    }

    TestTiff order(ByteOrder order) {
        this.order = order;
        return this;
    }

    /// Adds a strip or tile.
    TestTiff piece(byte... bytes) {
        pieces.add(bytes);
        return this;
    }

    byte[] file() {
        boolean tiled = tags.containsKey(322);
        int length = pieces.stream().mapToInt(piece -> piece.length + 1 & ~1).sum();
        int directory = 8 + length;
        int[] offsets = new int[pieces.size()];
        int[] counts = new int[pieces.size()];
        ByteBuffer file = ByteBuffer.allocate(directory + 6 + 12 * (tags.size() + 2)
                + tags.values().stream().mapToInt(values -> 4 * values.length).sum() + 8 * pieces.size()).order(order);
        file.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[]{'I', 'I'} : new byte[]{'M', 'M'}).putShort((short) 42)
                .putInt(directory);
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = file.position();
            counts[i] = pieces.get(i).length;
            file.put(pieces.get(i)).position(file.position() + 1 & ~1);
        }
        SortedMap<Integer, int[]> all = new TreeMap<>(tags);
        all.putIfAbsent(tiled ? 324 : 273, offsets);
        all.putIfAbsent(tiled ? 325 : 279, counts);
        all.keySet().removeAll(missing);
        file.position(directory).putShort((short) all.size());
        int outside = directory + 6 + 12 * all.size();
        for (var tag : all.entrySet()) {
            int[] values = tag.getValue();
            file.putShort(tag.getKey().shortValue()).putShort((short) 4).putInt(values.length);
            if (values.length == 1) {
                file.putInt(values[0]);
            } else {
                file.putInt(outside);
                for (int value : values) {
                    file.putInt(outside, value);
                    outside += 4;
                }
            }
        }
        return file.array();
    }

    /// LZW without a code for more than one byte: a new table after every 200 bytes.
    static byte[] lzw(byte[] bytes) {
        StringBuilder bits = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            bits.append(i % 200 == 0 ? "100000000" : "").append(code(bytes[i] & 0xff));
        }
        bits.append(code(257)).append("0000000");
        byte[] codes = new byte[bits.length() / 8];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        return codes;
    }

    private static String code(int value) { return Integer.toBinaryString(value + 512).substring(1); }

    static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(to)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to.toByteArray();
    }
}
