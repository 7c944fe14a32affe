package dev.ghostlane.images;

import java.io.InputStream;
import java.util.Arrays;

/// Undoes the compressions of fax machines, ITU-T T.4 and T.6: rows of pixels of one bit, 1 for black, each row from a
/// whole byte on.
///
/// A row is kept as the places where its colour changes: to black at even indices, to white at odd ones. Where a row is
/// coded by the row before, a code tells how far a change is from one of that row.
final class FaxInputStream extends InputStream {

    /// How rows are coded.
    enum Coding {
        /// By runs; each row begins with a whole byte.
        RUNS,
        /// By runs, after a mark: T.4 in one dimension.
        MARKED_RUNS,
        /// After a mark, a bit of which tells whether by runs or by the row before: T.4 in two dimensions.
        MARKED,
        /// By the row before: T.6.
        CHANGES
    }

    /// Zeros with which a mark begins; a one ends it.
    private static final int MARK_ZEROS = 11;

    private final byte[] in;
    private final long end;
    private final int width;
    private final Coding coding;
    private final byte[] row;
    private int left;
    private long at;
    private int[] changes;
    private int count;
    private int[] before;
    private int beforeCount;
    private int place;

    /// @param from where in the file the codes begin
    /// @param to where they end
    FaxInputStream(byte[] in, int from, int to, int width, Coding coding) {
        this.in = in;
        this.at = 8L * from;
        this.end = 8L * to;
        this.width = width;
        this.coding = coding;
        this.row = new byte[(width + 7) / 8];
        this.changes = new int[width + 2];
        this.before = new int[width + 2];
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        if (left == 0 && !readRow()) {
            return -1;
        }
        int taken = Math.min(length, left);
        System.arraycopy(row, row.length - left, to, offset, taken);
        left -= taken;
        return taken;
    }

    /// @return false if there is no more
    private boolean readRow() {
        int[] swapped = before;
        before = changes;
        beforeCount = count;
        changes = swapped;
        count = 0;
        place = 0;
        boolean isWhole = switch (coding) {
            case RUNS -> {
                at = at + 7 & ~7L;
                yield readRuns();
            }
            case MARKED_RUNS -> findMark() && readRuns();
            case MARKED -> findMark() && (take(1) == 1 ? readRuns() : readChanges());
            case CHANGES -> readChanges();
        };
        if (isWhole) {
            Arrays.fill(row, (byte) 0);
            for (int i = 0; i < count; i += 2) {
                blacken(changes[i], i + 1 < count ? changes[i + 1] : width);
            }
            left = row.length;
        }
        return isWhole;
    }

    private void blacken(int from, int to) {
        int first = from >> 3;
        int last = to >> 3;
        int head = 0xff >> (from & 7);
        int tail = ~(0xff >> (to & 7));
        if (first == last && from < to) {
            row[first] |= (byte) (head & tail);
        } else if (first < last) {
            row[first] |= (byte) head;
            Arrays.fill(row, first + 1, last, (byte) -1);
            if ((to & 7) != 0) {
                row[last] |= (byte) tail;
            }
        }
    }

    /// Goes beyond the next mark. As in libtiff what is before it is passed over.
    private boolean findMark() {
        while (at + MARK_ZEROS < end && peek(MARK_ZEROS) != 0) {
            at++;
        }
        at += MARK_ZEROS;
        while (at < end && peek(1) == 0) {
            at++;
        }
        at++;
        return at < end;
    }

    private boolean readRuns() {
        while (place < width) {
            int run = run();
            if (run < 0) {
                return false;
            }
            change(place + run);
        }
        return true;
    }

    /// A run of the colour that is next; -1 at the end.
    private int run() {
        int colour = count % 2;
        int sum = 0;
        while (true) {
            int bits = peek(FaxCodes.LONGEST);
            int length = FaxCodes.length(colour, bits);
            if (isEnd(length, bits, FaxCodes.LONGEST)) {
                return -1;
            }
            at += length;
            int run = FaxCodes.run(colour, bits);
            sum += run;
            if (run < 64) {
                return sum;
            }
            requireInside(place + sum);
        }
    }

    /// Whether the codes end here, be it by a mark, where there should be a code.
    private boolean isEnd(int length, int bits, int peeked) {
        if (length == 0 && bits >> peeked - MARK_ZEROS != 0) {
            throw new IllegalArgumentException("its fax data has a code that is not known");
        }
        return length == 0 || at + length > end;
    }

    private void requireInside(int to) {
        if (to < place || to > width) {
            throw new IllegalArgumentException("its fax data has a run that ends outside its row");
        }
    }

    /// The colour changes at a place; a change at that of the last one takes that back.
    private void change(int to) {
        requireInside(to);
        if (count > 0 && to == changes[count - 1]) {
            count--;
        } else {
            changes[count++] = to;
        }
        place = to;
    }

    private boolean readChanges() {
        int next = 0;
        boolean isFirst = true;
        while (place < width) {
            next = nextChange(Math.max(0, next - 1), isFirst ? -1 : place);
            isFirst = false;
            int bits = peek(MARK_ZEROS);
            // The codes: 1, 011, 010, 000011, 000010, 0000011, 0000010 for changes, 001 for runs, 0001 for none.
            int zeros = Integer.numberOfLeadingZeros(bits) - (Integer.SIZE - MARK_ZEROS);
            int length = switch (zeros) {
                case 0 -> 1;
                case 1, 2 -> 3;
                case 3 -> 4;
                case 4 -> 6;
                case 5 -> 7;
                default -> 0;
            };
            if (isEnd(length, bits, MARK_ZEROS)) {
                return false;
            }
            at += length;
            if (zeros == 2) {
                int first = run();
                if (first < 0) {
                    return false;
                }
                change(place + first);
                int second = run();
                if (second < 0) {
                    return false;
                }
                change(place + second);
            } else if (zeros == 3) {
                place = before(next + 1);
            } else {
                int far = zeros == 0 ? 0 : Math.max(1, zeros - 2);
                boolean isRight = (bits >> MARK_ZEROS - length & 1) == 1;
                change(before(next) + (isRight ? far : -far));
            }
        }
        return true;
    }

    /// The first change of the row before after a place, to the other colour than the one that is next.
    private int nextChange(int from, int place) {
        int next = from + (from + count & 1);
        while (next < beforeCount && before[next] <= place) {
            next += 2;
        }
        return next;
    }

    private int before(int index) { return index < beforeCount ? before[index] : width; }

    /// The next bits, which stay; after the end zeros.
    private int peek(int bits) {
        int first = (int) (at >> 3);
        int read = 0;
        for (int i = first; i < first + 3; i++) {
            read = read << 8 | (8L * i < end ? in[i] & 0xff : 0);
        }
        return read >> 24 - (at & 7) - bits & (1 << bits) - 1;
    }

    private int take(int bits) {
        int taken = peek(bits);
        at += bits;
        return taken;
    }
}
