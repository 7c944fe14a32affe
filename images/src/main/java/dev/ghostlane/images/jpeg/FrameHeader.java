package dev.ghostlane.images.jpeg;

/// What the frame header says of the image. Filled for file after file.
final class FrameHeader {
    static final int MOST_COMPONENTS = 4;

    /// As libjpeg has it, so that sides with their padding fit in 16 bits.
    private static final int LONGEST_SIDE = 65_500;
    private static final int LARGEST_FACTOR = 4;
    private static final int BLOCK = 8;

    /// Bytes of the content of a frame header before its components.
    static final int SIZES = 6;

    int width;
    int height;
    int count;
    boolean progressive;

    /// Largest sampling factors.
    int widest;
    int highest;

    int mcuColumns;
    int mcuRows;
    final ComponentHeader[] components = new ComponentHeader[MOST_COMPONENTS];

    FrameHeader() {
        for (int i = 0; i < MOST_COMPONENTS; i++) {
            components[i] = new ComponentHeader();
        }
    }

    /// Reads a frame header.
    ///
    /// @param at where its content begins, after marker and length
    /// @param length bytes of the content
    void read(byte[] file, int at, int length) {
        int precision = file[at] & 0xff;
        height = Markers.word(file, at + 1);
        width = Markers.word(file, at + 3);
        count = file[at + 5] & 0xff;
        if (height == 0) {
            throw JpegException.unsupported("a JPEG whose height stands after its pixels");
        }
        if (width == 0) {
            throw JpegException.damaged("its width is 0");
        }
        if (precision != BLOCK) {
            throw JpegException.unsupported("JPEG of " + precision + " bits a sample");
        }
        if (count != 1 && count != 3 && count != 4) {
            throw JpegException.unsupported("a JPEG of " + count + " components");
        }
        if (length != SIZES + 3 * count) {
            throw JpegException.damaged("its frame header has a wrong length");
        }
        if (at + length > file.length) {
            throw JpegException.truncated(file);
        }
        for (int i = 0; i < count; i++) {
            ComponentHeader c = components[i];
            int place = at + SIZES + 3 * i;
            c.id = file[place] & 0xff;
            c.horizontal = file[place + 1] >> 4 & 15;
            c.vertical = file[place + 1] & 15;
            c.quantisationNumber = file[place + 2] & 0xff;
            c.isQuantised = false;
            java.util.Arrays.fill(c.quantisation, (short) 0);
        }
    }

    /// Works out what follows from the fields of the header.
    void complete() {
        if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
            throw new JpegException("expected a JPEG of at most " + LONGEST_SIDE + " pixels on a side, found " + width
                    + "×" + height);
        }
        widest = 1;
        highest = 1;
        for (int i = 0; i < count; i++) {
            ComponentHeader c = components[i];
            if (c.horizontal < 1 || c.horizontal > LARGEST_FACTOR || c.vertical < 1 || c.vertical > LARGEST_FACTOR) {
                throw JpegException.damaged("expected sampling factors of 1 to " + LARGEST_FACTOR + ", found "
                        + c.horizontal + "×" + c.vertical);
            }
            widest = Math.max(widest, c.horizontal);
            highest = Math.max(highest, c.vertical);
        }
        mcuColumns = Math.ceilDiv(width, BLOCK * widest);
        mcuRows = Math.ceilDiv(height, BLOCK * highest);
        for (int i = 0; i < count; i++) {
            ComponentHeader c = components[i];
            if (widest % c.horizontal != 0 || highest % c.vertical != 0) {
                throw JpegException.unsupported("a JPEG of components that are sampled in fractions of one another ("
                        + c.horizontal + "×" + c.vertical + " of " + widest + "×" + highest + ")");
            }
            c.blocksWide = Math.ceilDiv(width * c.horizontal, BLOCK * widest);
            c.blocksHigh = Math.ceilDiv(height * c.vertical, BLOCK * highest);
        }
    }

    /// Blocks of a row of a component, with those that fill up the last MCU.
    int paddedWidth(ComponentHeader c) { return mcuColumns * c.horizontal; }

    /// Rows of blocks of a component, with those that fill up the last MCUs.
    int paddedHeight(ComponentHeader c) { return mcuRows * c.vertical; }

    /// Blocks of the whole image, with those that fill up the last MCUs.
    long blocks() {
        long blocks = 0;
        for (int i = 0; i < count; i++) {
            blocks += (long) paddedWidth(components[i]) * paddedHeight(components[i]);
        }
        return blocks;
    }

    /// Blocks of a component across an MCU in which all components are.
    int across(ComponentHeader c) { return count == 1 ? 1 : c.horizontal; }

    /// Blocks of a component down an MCU in which all components are.
    int down(ComponentHeader c) { return count == 1 ? 1 : c.vertical; }
}
