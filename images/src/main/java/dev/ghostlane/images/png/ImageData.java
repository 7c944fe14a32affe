package dev.ghostlane.images.png;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// What the chunks IDAT of a file inflate to. They follow one another; an empty one is none.
///
/// As in Pillow what comes after the last row is not looked at: neither more data nor, since every chunk has one, the
/// checksum of what is inflated. So zlib's header is read here.
final class ImageData {
    private static final byte[] NOTHING = {};

    /// Deflate, with a window of up to 2¹⁵ bytes.
    private static final int METHOD = 8;
    private static final int METHOD_BITS = 0x8f;
    private static final int HAS_DICTIONARY = 0x20;

    private final Inflater inflater = new Inflater(true);
    private Chunks chunks;
    private int at;
    private int left;

    /// Begins with the chunk that is the first IDAT.
    void begin(Chunks chunks) {
        this.chunks = chunks;
        inflater.reset();
        take();
        int method = nextByte();
        int flags = nextByte();
        if ((method & METHOD_BITS) != METHOD || (method << 8 | flags) % 31 != 0 || (flags & HAS_DICTIONARY) != 0) {
            throw PngException.damaged("its data do not begin as compressed data do");
        }
        inflater.setInput(chunks.file(), at, left);
    }

    private int nextByte() {
        while (left == 0) {
            next();
        }
        left--;
        return chunks.unsigned(at++);
    }

    /// Inflates so many bytes.
    ///
    /// @throws PngException if there are fewer, or they are damaged
    void read(byte[] to, int from, int count) {
        int begin = from;
        try {
            while (begin < from + count) {
                int inflated = inflater.inflate(to, begin, from + count - begin);
                begin += inflated;
                if (inflated == 0) {
                    if (inflater.finished()) {
                        throw PngException.damaged("its compressed data have fewer rows than the header says");
                    }
                    next();
                    inflater.setInput(chunks.file(), at, left);
                }
            }
        } catch (DataFormatException e) {
            throw PngException.damaged("its data cannot be inflated: " + e.getMessage());
        }
    }

    private void next() {
        if (chunks.next() != Chunks.IDAT) {
            throw PngException.truncated("without all of its rows");
        }
        take();
    }

    private void take() {
        chunks.require(Chunks.IDAT);
        at = chunks.content;
        left = chunks.length;
    }

    /// Gives up the memory in which it inflates, which is outside of the heap.
    void end() { inflater.end(); }

    /// Gives up the file.
    void close() {
        chunks = null;
        inflater.setInput(NOTHING);
    }
}
