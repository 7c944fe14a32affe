package dev.ghostlane.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Set;

/// The tags of TIFF's first directory, which EXIF has too, as far as their values are numbers. As in Pillow those of
/// type BYTE are none.
final class TiffTags {
    private static final int ENTRY_BYTES = 12;

    /// Tags whose value is the place of another directory, which readers read at once: EXIF, GPS, interoperability.
    private static final Set<Integer> DIRECTORIES = Set.of(0x8769, 0x8825, 0xa005);

    private static final int DEEPEST = 4;

    private final ByteBuffer tiff;
    private final int directory;

    /// @param start where in the file the directory's byte order is; offsets count from there
    /// @throws IndexOutOfBoundsException if the directory is not inside the file
    TiffTags(byte[] file, int start) {
        tiff = ByteBuffer.wrap(file, start, file.length - start).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        directory = tiff.getInt(4);
    }

    /// Whether a file starts as a TIFF does.
    static boolean isTiff(byte[] file) {
        return file.length >= 4 && (file[0] == 'I' && file[1] == 'I' && file[2] == 42
                || file[0] == 'M' && file[1] == 'M' && file[3] == 42);
    }

    /// The first value of a tag; 0 if there is none.
    ///
    /// @throws IndexOutOfBoundsException if the way to it leads out of the file
    double first(int tag) {
        for (int i = 0; i < entries(); i++) {
            int entry = entry(i);
            if ((tiff.getShort(entry) & 0xffff) == tag && bytes(type(entry)) > 0) {
                return count(entry) == 0 ? 0 : value(entry, 0);
            }
        }
        return 0;
    }

    /// The first value of a tag as a whole number.
    ///
    /// @param otherwise if there is none
    /// @throws IndexOutOfBoundsException if the way to it leads out of the file
    long integer(int tag, long otherwise) {
        long[] values = integers(tag);
        return values.length == 0 ? otherwise : values[0];
    }

    boolean has(int tag) { return find(tag) >= 0; }

    /// The values of a tag as whole numbers; none if the tag is not there or its values are no whole numbers.
    ///
    /// @throws IndexOutOfBoundsException if the way to them leads out of the file
    long[] integers(int tag) {
        int entry = find(tag);
        int bytes = entry < 0 ? 0 : size(type(entry));
        if (bytes == 0 || bytes > Integer.BYTES || type(entry) == 11) {
            return new long[0];
        }
        int begin = begin(entry, bytes);
        long[] values = new long[inside(entry, begin, bytes)];
        for (int i = 0; i < values.length; i++) {
            int at = begin + i * bytes;
            values[i] = switch (bytes) {
                case 1 -> tiff.get(at) & 0xff;
                case 2 -> tiff.getShort(at) & 0xffff;
                default -> tiff.getInt(at) & 0xffff_ffffL;
            };
        }
        return values;
    }

    /// The bytes of a tag; none if it is not there.
    ///
    /// @throws IndexOutOfBoundsException if the way to them leads out of the file
    byte[] content(int tag) {
        int entry = find(tag);
        if (entry < 0) {
            return new byte[0];
        }
        int begin = begin(entry, 1);
        byte[] bytes = new byte[inside(entry, begin, 1)];
        tiff.get(begin, bytes);
        return bytes;
    }

    ByteOrder order() { return tiff.order(); }

    private int inside(int entry, int begin, int bytes) {
        long count = count(entry);
        if (begin < 0 || begin + count * bytes > tiff.limit()) {
            throw new IndexOutOfBoundsException("the values of the tag " + (tiff.getShort(entry) & 0xffff)
                    + " are not in the file");
        }
        return (int) count;
    }

    private int find(int tag) {
        for (int i = 0; i < entries(); i++) {
            if ((tiff.getShort(entry(i)) & 0xffff) == tag) {
                return entry(i);
            }
        }
        return -1;
    }

    /// Whether the values of every tag, of those in directories below, too, take no more bytes than there are.
    ///
    /// @throws IndexOutOfBoundsException if the directory leads out of the file
    boolean fit() { return fit(directory, 0); }

    /// Readers take different ones of two.
    ///
    /// @throws IllegalArgumentException if one of the tags from one to another is there twice
    void requireOnce(int first, int last) {
        BitSet seen = new BitSet();
        for (int i = 0; i < entries(); i++) {
            int tag = tiff.getShort(entry(i)) & 0xffff;
            if (tag >= first && tag <= last && seen.get(tag)) {
                throw new IllegalArgumentException("the tag " + tag + " is there twice");
            }
            seen.set(tag);
        }
    }

    private boolean fit(int from, int depth) {
        int entries = tiff.getShort(from) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = from + 2 + ENTRY_BYTES * i;
            if (count(entry) * size(type(entry)) > tiff.limit()) {
                return false;
            }
            int below = tiff.getInt(entry + 8);
            if (DIRECTORIES.contains(tiff.getShort(entry) & 0xffff) && depth < DEEPEST && below > 0
                    && below < tiff.limit() - 1 && !fit(below, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private int entries() { return tiff.getShort(directory) & 0xffff; }

    private int entry(int i) { return directory + 2 + ENTRY_BYTES * i; }

    private int type(int entry) { return tiff.getShort(entry + 2); }

    private long count(int entry) { return tiff.getInt(entry + 4) & 0xffff_ffffL; }

    /// Bytes of a value, by TIFF's number of its type; 0 if it is no number.
    private static int bytes(int type) {
        return switch (type) {
            case 6 -> 1;
            case 3, 8 -> 2;
            case 4, 9, 11, 13 -> 4;
            case 5, 10, 12, 16 -> 8;
            default -> 0;
        };
    }

    /// Bytes of a value of any type; those of unknown types are taken for the largest.
    private static int size(int type) {
        return switch (type) {
            case 1, 2, 7 -> 1;
            default -> bytes(type) == 0 ? Long.BYTES : bytes(type);
        };
    }

    /// Values are in the entry if all of them fit four bytes.
    private int begin(int entry, int bytes) { return count(entry) * bytes <= 4 ? entry + 8 : tiff.getInt(entry + 8); }

    private double value(int entry, int index) {
        int type = type(entry);
        int at = begin(entry, bytes(type)) + index * bytes(type);
        return switch (type) {
            case 6 -> tiff.get(at);
            case 3 -> tiff.getShort(at) & 0xffff;
            case 8 -> tiff.getShort(at);
            case 4, 13 -> tiff.getInt(at) & 0xffff_ffffL;
            case 9 -> tiff.getInt(at);
            case 11 -> tiff.getFloat(at);
            case 12 -> tiff.getDouble(at);
            case 16 -> tiff.getLong(at);
            case 5 -> (double) (tiff.getInt(at) & 0xffff_ffffL) / (tiff.getInt(at + 4) & 0xffff_ffffL);
            default -> (double) tiff.getInt(at) / tiff.getInt(at + 4);
        };
    }
}
