package dev.ghostlane.images.jpeg;

/// The MCUs of a scan of several: how many they are, and where in the stored coefficients their blocks are. The MCUs of
/// a single component are its blocks, without those that only fill up the MCUs of several.
final class Mcus {
    private final ScanHeader scan;
    private final boolean single;
    private final int columns;
    private final int count;
    private final int[] strides = new int[FrameHeader.MOST_COMPONENTS];

    Mcus(FrameHeader frame, ScanHeader scan) {
        this.scan = scan;
        single = scan.count == 1;
        ComponentHeader only = scan.components[0];
        columns = single ? only.blocksWide : frame.mcuColumns;
        count = columns * (single ? only.blocksHigh : frame.mcuRows);
        int blocks = 0;
        for (int i = 0; i < scan.count; i++) {
            strides[i] = frame.paddedWidth(scan.components[i]);
            blocks += blocks(i);
        }
        if (!single && blocks > SequentialScan.MOST_BLOCKS) {
            throw JpegException
                    .damaged("its minimum coded units have more than " + SequentialScan.MOST_BLOCKS + " blocks");
        }
    }

    int count() { return count; }

    /// Which of the frame's rows of MCUs an MCU belongs to.
    int row(int mcu) { return mcu / columns / (single ? scan.components[0].vertical : 1); }

    /// Blocks of a component in each MCU.
    int blocks(int component) {
        return single ? 1 : scan.components[component].horizontal * scan.components[component].vertical;
    }

    /// Index of the first coefficient of a block.
    int block(int mcu, int component, int number) {
        int row = mcu / columns;
        int column = mcu - row * columns;
        if (!single) {
            ComponentHeader c = scan.components[component];
            row = row * c.vertical + number / c.horizontal;
            column = column * c.horizontal + number % c.horizontal;
        }
        return 64 * (row * strides[component] + column);
    }
}
