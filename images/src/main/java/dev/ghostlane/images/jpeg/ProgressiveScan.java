package dev.ghostlane.images.jpeg;

import java.util.Arrays;

/// Decodes the scans of progressive files, each of which gives some coefficients or some bits of them.
final class ProgressiveScan {
    private static final int SHIFT = 64 - HuffmanTable.LOOK;
    private static final int MOST_LOW = 13;

    private final EntropyData data;
    private final Restarts restarts;
    private final Progress progress;
    private final int[] predictions = new int[FrameHeader.MOST_COMPONENTS];
    private ScanHeader scan;
    private final HuffmanTable[] tables = new HuffmanTable[FrameHeader.MOST_COMPONENTS];
    private StoredCoefficients stored;
    private short[] plane;
    private int endOfBandRun;

    ProgressiveScan(EntropyData data, Restarts restarts, Progress progress) {
        this.data = data;
        this.restarts = restarts;
        this.progress = progress;
    }

    /// Decodes the scan whose header the markers have led to.
    void decode(Markers markers, byte[] file, StoredCoefficients to) {
        scan = markers.scan;
        stored = to;
        boolean dc = scan.first == 0;
        if (dc ? scan.last != 0 : scan.first > scan.last || scan.last > 63 || scan.count != 1) {
            throw JpegException.damaged("a scan of coefficients " + scan.first + " to " + scan.last + " of "
                    + scan.count + " components");
        }
        if (scan.high != 0 && scan.low != scan.high - 1 || scan.low > MOST_LOW) {
            throw JpegException.damaged("a scan of bit " + scan.low + " after bit " + scan.high);
        }
        progress.begin(scan);
        for (int i = 0; i < scan.count; i++) {
            ComponentHeader c = scan.components[i];
            if (!dc) {
                tables[i] = markers.tables.ac(c.acTable);
                tables[i].entries();
            } else if (scan.high == 0) {
                tables[i] = markers.tables.dc(c.dcTable);
                tables[i].entries();
            }
        }
        Arrays.fill(predictions, 0);
        endOfBandRun = 0;
        restarts.start(file, markers.place(), markers.restartInterval);
        plane = to.plane(scan.index[0]);
        Mcus mcus = new Mcus(markers.frame, scan);
        int index = 0;
        while (index < mcus.count() && !restarts.isOver()) {
            if (restarts.isDue()) {
                restarts.restart();
                Arrays.fill(predictions, 0);
                endOfBandRun = 0;
            }
            int count = restarts.pass(mcus.count() - index);
            if (!restarts.isExhausted()) {
                int good = dc ? dc(mcus, index, count) : ac(mcus, index, count);
                progress.reached(mcus.row(index + good - 1));
            }
            index += count;
        }
    }

    /// @return how many MCUs were decoded; if they are fewer than wanted, the last one ran out of bits
    private int dc(Mcus mcus, int index, int count) {
        for (int mcu = 0; mcu < count; mcu++) {
            if (!data.hasNext()) {
                restarts.exhaust();
                return mcu;
            }
            for (int i = 0; i < scan.count; i++) {
                for (int b = 0; b < mcus.blocks(i); b++) {
                    mean(i, stored.plane(scan.index[i]), mcus.block(index + mcu, i, b));
                }
            }
        }
        if (data.isExhausted()) {
            restarts.exhaust();
        }
        return count;
    }

    /// The upper bits, or one more bit, of the first coefficient of a block.
    private void mean(int component, short[] plane, int place) {
        EntropyData data = this.data;
        long buffer = data.buffer;
        int bits = data.bits;
        int position = data.position;
        buffer |= EntropyData.next(data.window, position) >>> bits;
        position += 63 - bits >> 3;
        bits |= 56;
        if (scan.high == 0) {
            int entry = tables[component].entry(buffer);
            int difference = HuffmanTable.value(buffer << (entry >> 16), entry >>> 24);
            buffer <<= entry;
            bits -= entry & 63;
            plane[place] = (short) (predict(component, difference) << scan.low);
        } else {
            plane[place] |= (short) (buffer >>> 63 << scan.low);
            buffer <<= 1;
            bits--;
        }
        data.save(buffer, bits, position);
    }

    private int predict(int component, int difference) {
        long sum = (long) predictions[component] + difference;
        if (sum != (int) sum) {
            throw JpegException.damaged("a coefficient is too large");
        }
        return predictions[component] = (int) sum;
    }

    /// As [#dc].
    private int ac(Mcus mcus, int index, int count) {
        EntropyData data = this.data;
        boolean first = scan.high == 0;
        int mcu = 0;
        while (mcu < count) {
            if (!data.hasNext()) {
                restarts.exhaust();
                return mcu;
            }
            if (endOfBandRun > 0 && first) {
                int empty = Math.min(endOfBandRun, count - mcu);
                endOfBandRun -= empty;
                mcu += empty;
                continue;
            }
            int block = mcus.block(index + mcu, 0, 0);
            if (first) {
                first(block);
            } else {
                refine(block);
            }
            mcu++;
        }
        if (data.isExhausted()) {
            restarts.exhaust();
        }
        return count;
    }

    /// The first bits of the coefficients of a block.
    private void first(int block) {
        EntropyData data = this.data;
        byte[] window = data.window;
        short[] plane = this.plane;
        HuffmanTable table = tables[0];
        long buffer = data.buffer;
        int bits = data.bits;
        int position = data.position;
        int last = scan.last;
        int low = scan.low;
        for (int k = scan.first; k <= last; k++) {
            buffer |= EntropyData.next(window, position) >>> bits;
            position += 63 - bits >> 3;
            bits |= 56;
            int entry = table.entry(buffer);
            int run = entry >>> 28;
            int length = entry >>> 24 & 15;
            long value = buffer << (entry >> 16);
            buffer <<= entry;
            bits -= entry & 63;
            k += run;
            if (length > 0) {
                plane[block + Zigzag.natural(k)] = (short) (HuffmanTable.value(value, length) << low);
            } else if (run < HuffmanTable.ZERO_RUN) {
                // The bits of the run are no part of the entry.
                endOfBandRun = (1 << run) - 1 + (int) (buffer >>> 1 >>> 63 - run);
                buffer <<= run;
                bits -= run;
                break;
            }
        }
        data.save(buffer, bits, position);
    }

    /// One more bit of the coefficients of a block that are not zero, and coefficients that have one bit only.
    private void refine(int block) {
        EntropyData data = this.data;
        byte[] window = data.window;
        short[] plane = this.plane;
        HuffmanTable table = tables[0];
        long buffer = data.buffer;
        int bits = data.bits;
        int position = data.position;
        int last = scan.last;
        int plus = 1 << scan.low;
        int k = scan.first;
        while (k <= last) {
            int zeros = Integer.MAX_VALUE;
            int added = 0;
            if (endOfBandRun == 0) {
                buffer |= EntropyData.next(window, position) >>> bits;
                position += 63 - bits >> 3;
                bits |= 56;
                int entry = table.entry(buffer);
                int code = entry >> 16 & 31;
                int run = entry >>> 28;
                buffer <<= code;
                bits -= code;
                if ((entry >>> 24 & 15) > 0) {
                    added = buffer < 0 ? plus : -plus;
                    buffer <<= 1;
                    bits--;
                    zeros = run;
                } else if (run == HuffmanTable.ZERO_RUN) {
                    zeros = run;
                } else {
                    endOfBandRun = (1 << run) + (int) (buffer >>> 1 >>> 63 - run);
                    buffer <<= run;
                    bits -= run;
                }
            }
            for (; k <= last; k++) {
                int at = block + Zigzag.natural(k);
                int value = plane[at];
                if (value == 0) {
                    if (--zeros < 0) {
                        break;
                    }
                    continue;
                }
                if (bits <= 0) {
                    buffer |= EntropyData.next(window, position) >>> bits;
                    position += 63 - bits >> 3;
                    bits |= 56;
                }
                if (buffer < 0 && (value & plus) == 0) {
                    plane[at] = (short) (value + (value >= 0 ? plus : -plus));
                }
                buffer <<= 1;
                bits--;
            }
            if (added != 0) {
                plane[block + Zigzag.natural(k)] = (short) added;
            }
            k++;
        }
        if (endOfBandRun > 0) {
            endOfBandRun--;
        }
        data.save(buffer, bits, position);
    }
}
