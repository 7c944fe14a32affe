package dev.ghostlane.ghostnetv2.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a stored image must be turned to stand upright, by the EXIF tag Orientation (0x0112). JPEG has it in an APP1
/// segment, PNG in a chunk `eXIf`, TIFF among its own tags. As in Pillow the value may be of any type of numbers but BYTE.
enum Orientation {
    UPRIGHT, MIRRORED, UPSIDE_DOWN, FLIPPED, TRANSPOSED, TURN_RIGHT, TRANSVERSED, TURN_LEFT;

    private static final int TAG = 0x0112;
    private static final int ENTRY_BYTES = 12;
    private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int PNG_EXIF = 0x65584966;

    /// What a file says; upright if it says nothing, or nothing that can be understood.
    static Orientation of(byte[] file) {
        try {
            int start = tiff(file);
            return start < 0 ? UPRIGHT : read(ByteBuffer.wrap(file, start, file.length - start).slice());
        } catch (IndexOutOfBoundsException e) {
            // A tag directory that leads out of the file: Pillow passes over it, too.
            return UPRIGHT;
        }
    }

    /// Where in a file the directory of tags begins, with its byte order; -1 if there is none.
    private static int tiff(byte[] file) {
        if (JpegFile.isJpeg(file)) {
            return JpegFile.exif(file);
        }
        if (file.length >= 8 && ByteBuffer.wrap(file).getLong(0) == PNG_SIGNATURE) {
            return pngExif(ByteBuffer.wrap(file));
        }
        return isTiff(file) ? 0 : -1;
    }

    /// Whether a file starts as a TIFF does.
    static boolean isTiff(byte[] file) {
        return file.length >= 4 && (file[0] == 'I' && file[1] == 'I' && file[2] == 42
                || file[0] == 'M' && file[1] == 'M' && file[3] == 42);
    }

    private static int pngExif(ByteBuffer file) {
        long chunk = 8;
        while (chunk + 12 <= file.capacity()) {
            int length = file.getInt((int) chunk);
            if (length < 0) {
                return -1;
            }
            if (file.getInt((int) chunk + 4) == PNG_EXIF) {
                return (int) chunk + 8;
            }
            chunk += 12L + length;
        }
        return -1;
    }

    private static Orientation read(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + ENTRY_BYTES * i;
            if ((tiff.getShort(entry) & 0xffff) == TAG && bytes(tiff.getShort(entry + 2)) > 0) {
                double value = value(tiff, entry);
                return value >= 1 && value <= values().length && value == (int) value
                        ? values()[(int) value - 1]
                        : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

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

    /// The first value of an entry; 0 if there is none. It is in the entry if all of them fit four bytes.
    private static double value(ByteBuffer tiff, int entry) {
        int type = tiff.getShort(entry + 2);
        long count = tiff.getInt(entry + 4) & 0xffff_ffffL;
        int at = count * bytes(type) <= 4 ? entry + 8 : tiff.getInt(entry + 8);
        return count == 0 ? 0 : switch (type) {
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

    /// The image as it should be seen.
    RgbImage upright(RgbImage image) {
        if (this == UPRIGHT) {
            return image;
        }
        boolean turned = ordinal() >= TRANSPOSED.ordinal();
        int width = turned ? image.height() : image.width();
        int height = turned ? image.width() : image.height();
        byte[] from = image.rgb();
        byte[] to = new byte[from.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int right = image.width() - 1;
                int bottom = image.height() - 1;
                int source = 3 * switch (this) {
                    case UPRIGHT -> y * image.width() + x;
                    case MIRRORED -> y * image.width() + right - x;
                    case UPSIDE_DOWN -> (bottom - y) * image.width() + right - x;
                    case FLIPPED -> (bottom - y) * image.width() + x;
                    case TRANSPOSED -> x * image.width() + y;
                    case TURN_RIGHT -> (bottom - x) * image.width() + y;
                    case TRANSVERSED -> (bottom - x) * image.width() + right - y;
                    case TURN_LEFT -> x * image.width() + right - y;
                };
                int target = 3 * (y * width + x);
                to[target] = from[source];
                to[target + 1] = from[source + 1];
                to[target + 2] = from[source + 2];
            }
        }
        return new RgbImage(width, height, to);
    }
}
