package dev.ghostlane.images.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The compressed bits of a scan: a window into the file, in which the zeros that are stuffed after each byte 0xff are
/// gone, up to the next marker.
///
/// Readers hold the next bits in a `long`, from the highest down, and refill it without a branch:
///
/// ```java
/// buffer |= next(window, position) >>> bits;
/// position += 63 - bits >> 3;
/// bits |= 56;
/// ```
///
/// After that there are at least 56. Readers of sequential scans count the bits that they took instead, and have at
/// least 57 after `buffer = bits(window, at)`. After the last bits before a marker there are zeros.
final class EntropyData {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// Most bytes that an MCU can take, with those that a reader holds: ten blocks, each coefficient of up to 32 bits.
    private static final int MCU = 10 * 64 * 4 + 16;

    private static final int WINDOW = 1 << 15;

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;

    /// At least 8 bytes more than there are ever bits in.
    final byte[] window = new byte[WINDOW + MCU + 16];

    /// Bits that a reader holds, how many, and where in the window the next ones are.
    long buffer;
    int bits;
    int position;

    private byte[] file;
    private int next;
    private int end;

    /// An MCU that starts after this position needs more of the file.
    private int limit;

    private boolean complete;
    private boolean atMarker;

    static long next(byte[] window, int position) { return (long) LONGS.get(window, position); }

    /// The next bits from a place on that is counted in bits.
    static long bits(byte[] window, int at) { return next(window, at >>> 3) << (at & 7); }

    /// Gives up the file.
    void close() { file = null; }

    /// Starts at a place of a file, after a marker.
    void start(byte[] file, int at) {
        this.file = file;
        next = at;
        complete = false;
        restart();
    }

    /// Starts a piece that has no bits at all, before a marker.
    void startEmpty(int marker) {
        next = marker;
        complete = true;
        atMarker = true;
        restart();
    }

    private void restart() {
        end = 0;
        position = 0;
        buffer = 0;
        bits = 0;
        limit = -1;
        if (complete) {
            Arrays.fill(window, 0, MCU, (byte) 0);
        }
    }

    /// Makes sure, before an MCU, that the window has its bits, as far as the file has them.
    ///
    /// @return whether there are bits left
    /// @throws JpegException if there is no marker, but the file's end
    boolean hasNext() {
        if (position > limit && !complete) {
            // Some that a reader holds may be wanted again.
            int from = Math.max(0, position - Long.BYTES);
            int kept = end - from;
            System.arraycopy(window, from, window, 0, kept);
            end = kept;
            position -= from;
            fill();
            limit = end - MCU;
            if (complete) {
                Arrays.fill(window, end, end + MCU + 8, (byte) 0);
            }
        }
        return position <= limit || !isExhausted();
    }

    /// Keeps what a reader holds for the next one.
    void save(long buffer, int bits, int position) {
        this.buffer = buffer;
        this.bits = bits;
        this.position = position;
    }

    /// How many bits of the window were taken.
    int at() { return 8 * position - bits; }

    /// As [#save(long, int, int)], after so many bits of the window, when there are at least 24 more in the buffer.
    void save(long buffer, int at) { save(buffer, 24 - (at & 7), (at >>> 3) + 3); }

    /// Copies bytes until the window is full, or to the next marker.
    private void fill() {
        while (end < WINDOW) {
            copyPlain();
            if (next >= file.length) {
                complete = true;
                atMarker = false;
                return;
            }
            if (file[next] != (byte) 0xff) {
                window[end++] = file[next++];
                continue;
            }
            int after = afterFill(next);
            if (after == file.length) {
                next = after;
            } else if (file[after] == 0) {
                window[end++] = (byte) 0xff;
                next = after + 1;
            } else {
                complete = true;
                atMarker = true;
                return;
            }
        }
    }

    /// Copies bytes up to the next 0xff, eight at a time, until the window is full; less than the last eight of a file.
    private void copyPlain() {
        int last = file.length - 8;
        int at = next;
        int to = end;
        int plain = 8;
        while (plain == 8 && to < WINDOW && at <= last) {
            long eight = next(file, at);
            LONGS.set(window, to, eight);
            // A byte that is 0xff has a complement of zero.
            plain = (~eight - ONES & eight & HIGHS) == 0 ? 8 : firstOf(eight);
            at += plain;
            to += plain;
        }
        next = at;
        end = to;
    }

    /// How many bytes there are before the first 0xff, from the highest down.
    private static int firstOf(long eight) {
        int plain = 0;
        while ((int) (eight >>> 56 - 8 * plain & 0xff) != 0xff) {
            plain++;
        }
        return plain;
    }

    /// Index of the first byte that is not 0xff.
    private int afterFill(int at) {
        int after = at;
        while (after < file.length && file[after] == (byte) 0xff) {
            after++;
        }
        return after;
    }

    /// Whether the reader has taken more bits than there are before the marker.
    ///
    /// @throws JpegException if there is no marker, but the file's end
    boolean isExhausted() {
        if (!complete || at() <= 8 * end) {
            return false;
        }
        if (!atMarker) {
            throw JpegException.truncated(file);
        }
        return true;
    }

    /// Passes all bits up to the next marker.
    ///
    /// @return whether there is one; if not, nothing is passed
    boolean moveToMarker() {
        int marker = Markers.marker(file, next);
        if (marker == file.length) {
            return false;
        }
        next = marker - 1;
        return true;
    }

    /// Where in the file the search for the next marker begins: no marker has been passed.
    int place() { return next; }
}
