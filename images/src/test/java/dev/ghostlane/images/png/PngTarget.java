package dev.ghostlane.images.png;

import dev.ghostlane.images.PillowFiles;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.fuzz.FuzzTarget;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;

/// A PNG file whose checksums are right: refused by a [PngException], or decoded, each pixel once.
public final class PngTarget implements FuzzTarget {
    /// Larger images take their time, of which nothing is learned.
    private static final long MOST_PIXELS = 1 << 13;

    private final PngDecoder decoder = new PngDecoder(Kernels.scalar());
    private long pixels;

    @Override
    public String name() { return "png"; }

    @Override
    public List<byte[]> seeds() {
        return PillowFiles.pngs().stream().map(PillowFiles.Case::file).filter(file -> file.length < 500).limit(60)
                .toList();
    }

    @Override
    public List<String> words() {
        return List.of("IHDR", "PLTE", "IDAT", "tRNS", "IEND", "eXIf", "acTL", "fdAT", "\0\0\0\0IDAT", "x\u009c");
    }

    @Override
    public int longest() { return 2048; }

    /// Beside rows, which a byte of the file becomes at most 1032 of.
    @Override
    public Bounds bounds() { return new Bounds(64, 4 << 20, 1_000_000_000L); }

    @Override
    public Check parse(byte[] input) {
        byte[] file = input.clone();
        repair(file);
        try {
            decoder.open(file);
            long expected = (long) decoder.width() * decoder.height();
            if (expected > MOST_PIXELS) {
                return Check.NONE;
            }
            pixels = 0;
            decoder.decode((x, y, step, count, _, _) -> {
                if (x < 0 || y < 0 || y >= decoder.height() || x + (count - 1) * step >= decoder.width()) {
                    throw new AssertionError("found pixels outside: " + x + ", " + y);
                }
                pixels += count;
            });
            if (pixels != expected) {
                throw new AssertionError("expected " + expected + " pixels, found " + pixels);
            }
        } catch (PngException e) {
            if (e.getMessage().isBlank()) {
                throw new AssertionError("expected a message", e);
            }
        } finally {
            decoder.close();
        }
        return Check.NONE;
    }

    /// Corrects the checksums, which a fuzzer does not find.
    private static void repair(byte[] file) {
        ByteBuffer chunks = ByteBuffer.wrap(file);
        CRC32 crc = new CRC32();
        for (long at = 8; at + 12 <= file.length;) {
            int length = chunks.getInt((int) at);
            if (length < 0 || length > file.length - at - 12) {
                return;
            }
            crc.reset();
            crc.update(file, (int) at + 4, 4 + length);
            chunks.putInt((int) at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
    }
}
