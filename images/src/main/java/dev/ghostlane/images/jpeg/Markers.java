package dev.ghostlane.images.jpeg;

import dev.ghostlane.kernels.jpeg.ColourSpace;
import java.util.Arrays;

/// Reads the markers of a file, with their segments, up to the next scan: tables, frame header, scan header. Accepts
/// and refuses what libjpeg does: whatever is between segments is passed over, unknown markers are errors.
final class Markers {
    private static final int TABLES = 4;
    private static final int COEFFICIENTS = 64;

    private static final int TEM = 0x01;
    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
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
    private final HuffmanTable[] dcTables = new HuffmanTable[TABLES];
    private final HuffmanTable[] acTables = new HuffmanTable[TABLES];
    private final boolean[] hasDcTable = new boolean[TABLES];
    private final boolean[] hasAcTable = new boolean[TABLES];
    private final short[][] quantisation = new short[TABLES][COEFFICIENTS];
    private final boolean[] hasQuantisation = new boolean[TABLES];

    /// MCUs between restart markers; 0 if there are none.
    int restartInterval;

    boolean isJfif;

    /// The transform of Adobe's marker; -1 without one.
    int adobe;

    boolean hasFrame;

    private byte[] file;
    private int at;

    /// Begins with a file: reads its segments up to the first scan. Before that there may be files of tables alone.
    void open(byte[] file) {
        this.file = file;
        at = 0;
        Arrays.fill(hasDcTable, false);
        Arrays.fill(hasAcTable, false);
        Arrays.fill(hasQuantisation, false);
        Found found;
        do {
            startImage();
            found = next(at);
        } while (found == Found.END_OF_IMAGE && !hasFrame);
        if (found == Found.END_OF_FILE) {
            throw JpegException.truncated(file);
        }
        if (found == Found.END_OF_IMAGE) {
            throw JpegException.damaged("it has no scan");
        }
        frame.complete();
    }

    private void startImage() {
        if (word(at) != (0xff00 | SOI)) {
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
            int length = word(at) - 2;
            at = content + Math.max(length, 0);
            if (marker == SOS) {
                requireWhole(content, 1);
                scan.read(frame, hasFrame, file, content, length);
                return Found.SCAN;
            }
            segment(marker, content, length);
        }
    }

    private void segment(int marker, int content, int length) {
        switch (marker) {
            case DHT -> huffmanTables(content, length);
            case DQT -> quantisationTables(content, length);
            case DRI -> {
                if (length != 2) {
                    throw JpegException.damaged("its restart interval has a wrong length");
                }
                restartInterval = word(content);
            }
            case DAC, DNL, COM -> {
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
        String kind = marker == DHP ? "hierarchical JPEG is"
                : marker == LOSSLESS_LS || marker > SOF2 && marker <= SOF15 && (marker & 3) == 3 ? "lossless JPEG is"
                        : marker == JPG ? "JPEG extensions are"
                                : marker <= SOF2 || marker == DHT || marker == DAC || marker > SOF15 ? ""
                                        : marker > JPG ? "arithmetic coding is" : "hierarchical JPEG is";
        if (!kind.isEmpty()) {
            throw new JpegException(kind + " not supported; re-encode the image as an ordinary JPEG or as PNG");
        }
        if (marker < SOF0 || marker > DHP && (marker < APP0 || marker > APP15) && marker != COM) {
            throw JpegException.damaged("it has the unknown marker ff " + Integer.toHexString(marker));
        }
    }

    private void frame(int marker, int content, int length) {
        requireWhole(content, FrameHeader.SIZES);
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

    private void huffmanTables(int content, int length) {
        int left = length;
        int from = content;
        while (left > HuffmanTable.LONGEST) {
            requireWhole(from, 1 + HuffmanTable.LONGEST);
            int number = file[from] & 0xff;
            int symbols = 0;
            for (int i = 1; i <= HuffmanTable.LONGEST; i++) {
                symbols += file[from + i] & 0xff;
            }
            left -= 1 + HuffmanTable.LONGEST;
            if (symbols > 256 || symbols > left) {
                throw JpegException.damaged("a Huffman table has " + symbols + " symbols");
            }
            requireWhole(from, 1 + HuffmanTable.LONGEST + symbols);
            boolean ac = (number & 0x10) != 0;
            set(ac, number & ~0x10, file, from + 1, symbols);
            from += 1 + HuffmanTable.LONGEST + symbols;
            left -= symbols;
        }
        if (left != 0) {
            throw JpegException.damaged("its Huffman tables have a wrong length");
        }
    }

    private void set(boolean ac, int number, byte[] from, int place, int symbols) {
        if (number >= TABLES) {
            throw JpegException.damaged("expected Huffman tables 0 to 3, found " + number);
        }
        HuffmanTable[] tables = ac ? acTables : dcTables;
        if (tables[number] == null) {
            tables[number] = new HuffmanTable(!ac);
        }
        tables[number].set(from, place, symbols);
        (ac ? hasAcTable : hasDcTable)[number] = true;
    }

    /// Files of one film (Motion JPEG) leave out the tables that the standard suggests.
    void addUsualTables() {
        for (int i = 0; i < 2; i++) {
            if (!hasDcTable[i]) {
                byte[] usual = UsualTables.DC[i];
                set(false, i, usual, 0, usual.length - HuffmanTable.LONGEST);
            }
            if (!hasAcTable[i]) {
                byte[] usual = UsualTables.AC[i];
                set(true, i, usual, 0, usual.length - HuffmanTable.LONGEST);
            }
        }
    }

    private void quantisationTables(int content, int length) {
        int left = length;
        int from = content;
        while (left > 0) {
            requireWhole(from, 1);
            int number = file[from] & 15;
            int bytes = (file[from] & 0xf0) == 0 ? 1 : 2;
            if (number >= TABLES) {
                throw JpegException.damaged("expected quantisation tables 0 to 3, found " + number);
            }
            requireWhole(from + 1, bytes * COEFFICIENTS);
            for (int i = 0; i < COEFFICIENTS; i++) {
                int value = bytes == 1 ? file[from + 1 + i] & 0xff : word(from + 1 + 2 * i);
                quantisation[number][Zigzag.natural(i)] = (short) value;
            }
            hasQuantisation[number] = true;
            from += 1 + bytes * COEFFICIENTS;
            left -= 1 + bytes * COEFFICIENTS;
        }
        if (left != 0) {
            throw JpegException.damaged("its quantisation tables have a wrong length");
        }
    }

    /// A table of those that give differences.
    HuffmanTable dcTable(int number) { return table(dcTables, hasDcTable, number); }

    /// A table of those that give runs of zeros and sizes.
    HuffmanTable acTable(int number) { return table(acTables, hasAcTable, number); }

    private static HuffmanTable table(HuffmanTable[] tables, boolean[] has, int number) {
        if (number >= TABLES || !has[number]) {
            throw JpegException.damaged("the Huffman table " + number + " of a scan is missing");
        }
        return tables[number];
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

    /// Gives the components of the scan their quantisation tables, those that have none yet.
    void quantise() {
        for (int i = 0; i < scan.count; i++) {
            ComponentHeader c = scan.components[i];
            if (!c.isQuantised) {
                int number = c.quantisationNumber;
                if (number >= TABLES || !hasQuantisation[number]) {
                    throw JpegException.damaged("the quantisation table " + number + " is missing");
                }
                System.arraycopy(quantisation[number], 0, c.quantisation, 0, COEFFICIENTS);
                c.isQuantised = true;
            }
        }
    }

    private void requireWhole(int from, int length) {
        if ((long) from + length > file.length) {
            throw JpegException.truncated(file);
        }
    }

    private int word(int place) {
        requireWhole(place, 2);
        return word(file, place);
    }

    static int word(byte[] file, int at) { return (file[at] & 0xff) << 8 | file[at + 1] & 0xff; }

    /// Where after a place the code of the next marker is: the first byte that is neither 0 nor 0xff after one or more of
    /// 0xff. The file's length if there is none.
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
