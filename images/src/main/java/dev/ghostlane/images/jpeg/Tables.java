package dev.ghostlane.images.jpeg;

import java.util.Arrays;

/// The Huffman and quantisation tables of a file. Filled for file after file.
final class Tables {
    private static final int COUNT = 4;
    private static final int COEFFICIENTS = 64;

    /// Flag of a Huffman table's number: it is for coefficients other than the first.
    private static final int AC = 0x10;

    private final HuffmanTable[] dc = new HuffmanTable[COUNT];
    private final HuffmanTable[] ac = new HuffmanTable[COUNT];
    private final boolean[] hasDc = new boolean[COUNT];
    private final boolean[] hasAc = new boolean[COUNT];
    private final short[][] quantisation = new short[COUNT][COEFFICIENTS];
    private final boolean[] hasQuantisation = new boolean[COUNT];

    /// Forgets all tables.
    void clear() {
        Arrays.fill(hasDc, false);
        Arrays.fill(hasAc, false);
        Arrays.fill(hasQuantisation, false);
    }

    /// Reads the content of a segment of Huffman tables.
    void readHuffman(byte[] file, int content, int length) {
        int left = length;
        int from = content;
        while (left > HuffmanTable.LONGEST) {
            Markers.requireWhole(file, from, 1 + HuffmanTable.LONGEST);
            int number = file[from++] & 0xff;
            int symbols = 0;
            for (int i = 0; i < HuffmanTable.LONGEST; i++) {
                symbols += file[from + i] & 0xff;
            }
            left -= 1 + HuffmanTable.LONGEST;
            if (symbols > 256 || symbols > left) {
                throw JpegException.damaged("a Huffman table has " + symbols + " symbols");
            }
            Markers.requireWhole(file, from, HuffmanTable.LONGEST + symbols);
            set((number & AC) == 0, number & ~AC, file, from, symbols);
            from += HuffmanTable.LONGEST + symbols;
            left -= symbols;
        }
        if (left != 0) {
            throw JpegException.damaged("its Huffman tables have a wrong length");
        }
    }

    private void set(boolean isDc, int number, byte[] from, int place, int symbols) {
        if (number >= COUNT) {
            throw JpegException.damaged("expected Huffman tables 0 to 3, found " + number);
        }
        HuffmanTable[] tables = isDc ? dc : ac;
        if (tables[number] == null) {
            tables[number] = new HuffmanTable(isDc);
        }
        tables[number].set(from, place, symbols);
        (isDc ? hasDc : hasAc)[number] = true;
    }

    /// Single pictures of a film (Motion JPEG) leave out the tables that the standard suggests.
    void addUsual() {
        for (int i = 0; i < 2; i++) {
            if (!hasDc[i]) {
                set(true, i, UsualTables.DC[i], 0, UsualTables.DC[i].length - HuffmanTable.LONGEST);
            }
            if (!hasAc[i]) {
                set(false, i, UsualTables.AC[i], 0, UsualTables.AC[i].length - HuffmanTable.LONGEST);
            }
        }
    }

    /// A Huffman table of those that give differences of first coefficients.
    HuffmanTable dc(int number) { return table(dc, hasDc, number); }

    /// A Huffman table of those that give runs of zeros and sizes of other coefficients.
    HuffmanTable ac(int number) { return table(ac, hasAc, number); }

    private static HuffmanTable table(HuffmanTable[] tables, boolean[] has, int number) {
        if (number >= COUNT || !has[number]) {
            throw JpegException.damaged("the Huffman table " + number + " of a scan is missing");
        }
        return tables[number];
    }

    /// Reads the content of a segment of quantisation tables.
    void readQuantisation(byte[] file, int content, int length) {
        int left = length;
        int from = content;
        while (left > 0) {
            Markers.requireWhole(file, from, 1);
            int number = file[from] & 15;
            int bytes = (file[from++] & 0xf0) == 0 ? 1 : 2;
            if (number >= COUNT) {
                throw JpegException.damaged("expected quantisation tables 0 to 3, found " + number);
            }
            Markers.requireWhole(file, from, bytes * COEFFICIENTS);
            for (int i = 0; i < COEFFICIENTS; i++, from += bytes) {
                int value = bytes == 1 ? file[from] & 0xff : Markers.word(file, from);
                quantisation[number][Zigzag.natural(i)] = (short) value;
            }
            hasQuantisation[number] = true;
            left -= 1 + bytes * COEFFICIENTS;
        }
        if (left != 0) {
            throw JpegException.damaged("its quantisation tables have a wrong length");
        }
    }

    /// Gives the components of a scan their quantisation tables, those that have none yet.
    void quantise(ScanHeader scan) {
        for (int i = 0; i < scan.count; i++) {
            ComponentHeader c = scan.components[i];
            if (!c.isQuantised) {
                int number = c.quantisationNumber;
                if (number >= COUNT || !hasQuantisation[number]) {
                    throw JpegException.damaged("the quantisation table " + number + " is missing");
                }
                System.arraycopy(quantisation[number], 0, c.quantisation, 0, COEFFICIENTS);
                c.isQuantised = true;
            }
        }
    }
}
