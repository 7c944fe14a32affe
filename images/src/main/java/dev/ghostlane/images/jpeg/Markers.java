package dev.ghostlane.images.jpeg;

import dev.ghostlane.kernels.jpeg.ColourSpace;
import java.util.Arrays;

/// Reads the markers of a file, with their segments, up to the next scan: tables, frame header, scan header. Accepts
/// and refuses what libjpeg does: whatever is between segments is passed over, unknown markers are errors.
final class Markers {
    private static final int TEM = 0x01;
    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int SOF3 = 0xc3;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int SOF15 = 0xcf;
    private static final int RST0 = 0xd0;
    private static final int RST7 = 0xd7;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DNL = 0xdc;
    private static final int DRI = 0xdd;
    private static final int DHP = 0xde;
    private static final int APP0 = 0xe0;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int LOSSLESS_LS = 0xf7;
    private static final int COM = 0xfe;

    private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0};
    private static final int JFIF_LENGTH = 14;
    private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};
    private static final int ADOBE_LENGTH = 12;

    /// How reading ended.
    enum Found {
        SCAN, END_OF_IMAGE, END_OF_FILE
    }

    final FrameHeader frame = new FrameHeader();
    final ScanHeader scan = new ScanHeader();
    final Tables tables = new Tables();

    /// MCUs between restart markers; 0 if there are none.
    int restartInterval;

    boolean isJfif;

    /// The transform of Adobe's marker; -1 without one.
    int adobe;

    boolean hasFrame;

    private byte[] file;
    private int at;

    /// Gives up the file.
    void close() { file = null; }

    /// Begins with a file: reads its segments up to the first scan. Before that there may be files of tables alone.
    void open(byte[] file) {
        this.file = file;
        at = 0;
        tables.clear();
        if (!hasScan()) {
            throw new JpegException("the JPEG file is truncated or damaged: it ends before its pixels");
        }
        frame.complete();
    }

    private boolean hasScan() {
        try {
            Found found;
            do {
                startImage();
                found = next(at);
            } while (found == Found.END_OF_IMAGE && !hasFrame);
            return found == Found.SCAN;
        } catch (JpegException e) {
            if (e.isTruncation()) {
                return false;
            }
            throw e;
        }
    }

    private void startImage() {
        if (word(file, at) != (0xff00 | SOI)) {
            throw JpegException.damaged("it does not begin with a start-of-image marker");
        }
        at += 2;
        restartInterval = 0;
        isJfif = false;
        adobe = -1;
        hasFrame = false;
    }

    /// Reads segments from a place on, where a marker may be, up to the next scan or the end.
    Found next(int from) {
        at = from;
        while (true) {
            int place = marker(file, at);
            if (place == file.length) {
                return Found.END_OF_FILE;
            }
            int marker = file[place] & 0xff;
            at = place + 1;
            if (marker == EOI) {
                return Found.END_OF_IMAGE;
            }
            if (marker == SOI) {
                throw JpegException.damaged("another image begins within it");
            }
            if (marker == TEM || marker >= RST0 && marker <= RST7) {
                continue;
            }
            requireKnown(marker);
            int content = at + 2;
            int length = word(file, at) - 2;
            at = content + Math.max(length, 0);
            if (marker == SOS) {
                requireWhole(file, content, 1);
                scan.read(frame, hasFrame, file, content, length);
                return Found.SCAN;
            }
            segment(marker, content, length);
        }
    }

    private void segment(int marker, int content, int length) {
        switch (marker) {
            case DHT -> tables.readHuffman(file, content, length);
            case DQT -> tables.readQuantisation(file, content, length);
            case DRI -> {
                if (length != 2) {
                    throw JpegException.damaged("its restart interval has a wrong length");
                }
                restartInterval = word(file, content);
            }
            case DNL, COM -> {
                // Nothing in them changes what is decoded here.
            }
            default -> {
                if (marker <= SOF15) {
                    frame(marker, content, length);
                } else {
                    application(marker, content, length);
                }
            }
        }
    }

    private static void requireKnown(int marker) {
        if (marker > SOF2 && marker <= SOF15 && marker != DHT || marker == LOSSLESS_LS || marker == DHP) {
            throw JpegException.unsupported(marker == LOSSLESS_LS
                    ? "JPEG-LS"
                    : marker == JPG
                            ? "a JPEG with extensions"
                            : marker == SOF3
                                    ? "lossless JPEG"
                                    : marker > JPG && marker <= SOF15 ? "arithmetic coding" : "hierarchical JPEG");
        }
        if (marker < SOF0 || marker > DHP && (marker < APP0 || marker > APP15) && marker != COM) {
            throw JpegException.damaged("it has the unknown marker ff " + Integer.toHexString(marker));
        }
    }

    private void frame(int marker, int content, int length) {
        requireWhole(file, content, FrameHeader.SIZES);
        if (hasFrame) {
            throw JpegException.damaged("it has two frame headers");
        }
        frame.progressive = marker == SOF2;
        frame.read(file, content, length);
        hasFrame = true;
    }

    private void application(int marker, int content, int length) {
        if (marker == APP0 && has(JFIF, JFIF_LENGTH, content, length)) {
            isJfif = true;
        } else if (marker == APP14 && has(ADOBE, ADOBE_LENGTH, content, length)) {
            adobe = file[content + ADOBE_LENGTH - 1] & 0xff;
        }
    }

    private boolean has(byte[] name, int least, int content, int length) {
        return length >= least && content + least <= file.length
                && Arrays.equals(file, content, content + name.length, name, 0, name.length);
    }

    /// What the components mean, as libjpeg guesses it.
    ColourSpace colours() {
        ComponentHeader[] c = frame.components;
        return switch (frame.count) {
            case 1 -> ColourSpace.GRAY;
            case 3 -> {
                boolean named = c[0].id == 'R' && c[1].id == 'G' && c[2].id == 'B';
                yield !isJfif && (adobe == 0 || adobe < 0 && named) ? ColourSpace.RGB : ColourSpace.YCC;
            }
            default -> adobe <= 0 ? ColourSpace.CMYK : ColourSpace.YCCK;
        };
    }

    static void requireWhole(byte[] file, int from, int length) {
        if ((long) from + length > file.length) {
            throw JpegException.truncated(file);
        }
    }

    /// Two bytes, which must be there.
    static int word(byte[] file, int at) {
        requireWhole(file, at, 2);
        return (file[at] & 0xff) << 8 | file[at + 1] & 0xff;
    }

    /// Where after a place the code of the next marker is: the first byte that is neither 0 nor 0xff after one or
    /// more of 0xff. The file's length if there is none.
    static int marker(byte[] file, int from) {
        int at = from;
        while (at < file.length) {
            if (file[at++] == (byte) 0xff) {
                while (at < file.length && file[at] == (byte) 0xff) {
                    at++;
                }
                if (at < file.length && file[at] != 0) {
                    return at;
                }
            }
        }
        return file.length;
    }

    /// Where compressed data of a scan begins, or the next segment.
    int place() { return at; }
}
