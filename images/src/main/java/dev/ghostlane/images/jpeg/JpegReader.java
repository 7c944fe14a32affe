package dev.ghostlane.images.jpeg;

import dev.ghostlane.kernels.jpeg.ColourSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads JPEG files, one after the other, with the same memory. Not for several threads at once.
///
/// Files in one scan are decoded as they are read, and nothing is held but a window into the file. Of files in several,
/// progressive ones above all, the coefficients of the whole image are held from [#load] to [#close].
final class JpegReader implements Coefficients {
    /// More scans than this are refused: few bytes can be a scan of the whole image.
    private static final int MOST_SCANS = 256;

    /// A block has a bit at least, even in a progressive file, and a quarter of all blocks must be there.
    private static final int MOST_BLOCKS_PER_BYTE = 32;

    private static final int BLOCK = 64;

    private final Markers markers = new Markers();
    private final EntropyData data = new EntropyData();
    private final Restarts restarts = new Restarts(data);
    private final SequentialScan sequential = new SequentialScan(data, restarts);
    private final Progress progress = new Progress();
    private final ProgressiveScan progressive = new ProgressiveScan(data, restarts, progress);
    private final StoredCoefficients stored = new StoredCoefficients(progress);
    private byte[] file;
    private boolean isStored;
    private Frame frame;

    /// Reads the header of a file.
    ///
    /// @throws JpegException if it is damaged, or if the file cannot be decoded by what its header says
    void open(byte[] file) {
        this.file = file;
        stored.close();
        markers.open(file);
        FrameHeader header = markers.frame;
        isStored = header.progressive || markers.scan.count < header.count;
        if (header.blocks() > (long) MOST_BLOCKS_PER_BYTE * file.length) {
            throw new JpegException("the JPEG file is truncated or damaged: its " + file.length
                    + " bytes are too few for " + header.width + "×" + header.height + " pixels");
        }
    }

    /// Pixels of a line, as the header says.
    int width() { return markers.frame.width; }

    /// Lines, as the header says.
    int height() { return markers.frame.height; }

    /// Bytes of the coefficients that are held because the file has them in several scans; 0 if it has them in one.
    long coefficientBytes() { return isStored ? BLOCK * Short.BYTES * markers.frame.blocks() : 0; }

    /// Reads what has to be held of the file; of a file in one scan nothing.
    ///
    /// @throws JpegException if it is damaged
    void load() {
        if (!markers.frame.progressive) {
            markers.tables.addUsual();
        }
        if (!isStored) {
            markers.tables.quantise(markers.scan);
            sequential.start(markers, file);
        } else {
            loadScans();
        }
        frame = updated();
    }

    private void loadScans() {
        stored.open(markers.frame);
        progress.start();
        Markers.Found found = Markers.Found.SCAN;
        for (int scans = 0; found == Markers.Found.SCAN; scans++) {
            if (scans == MOST_SCANS) {
                throw new JpegException("JPEGs of more than " + MOST_SCANS + " scans are not supported");
            }
            markers.tables.quantise(markers.scan);
            if (markers.frame.progressive) {
                progressive.decode(markers, file, stored);
            } else {
                stored.decode(sequential, restarts, markers, file);
            }
            found = markers.next(data.place());
        }
        if (found == Markers.Found.END_OF_FILE) {
            throw JpegException.truncated(file);
        }
        stored.finish();
    }

    /// Gives up the memory that [#load] took.
    void close() { stored.close(); }

    @Override
    public Frame frame() { return frame; }

    /// The frame of the last file, if that of this one is the same.
    private Frame updated() {
        FrameHeader header = markers.frame;
        ColourSpace colours = markers.colours();
        boolean same = frame != null && frame.width() == header.width && frame.height() == header.height
                && frame.colours() == colours;
        for (int i = 0; same && i < header.count; i++) {
            Frame.Component c = frame.components().get(i);
            ComponentHeader now = header.components[i];
            same = c.horizontal() == header.across(now) && c.vertical() == header.down(now)
                    && Arrays.equals(c.quantisers(), now.quantisation);
        }
        if (same) {
            return frame;
        }
        List<Frame.Component> components = new ArrayList<>();
        for (int i = 0; i < header.count; i++) {
            ComponentHeader c = header.components[i];
            components.add(new Frame.Component(header.across(c), header.down(c), c.quantisation.clone()));
        }
        return new Frame(header.width, header.height, List.copyOf(components), colours);
    }

    @Override
    public void begin(int[] blocks, int step) {
        if (isStored) {
            stored.place(blocks, step);
        } else {
            sequential.start(markers, file);
            sequential.place(blocks, step);
        }
    }

    @Override
    public void read(int mcus, short[] coefficients, int[] extents, int at) {
        if (isStored) {
            stored.read(mcus, coefficients, extents, at);
        } else {
            sequential.read(mcus, coefficients, extents, at);
        }
    }

    @Override
    public void skip(int mcus) {
        if (isStored) {
            stored.skip(mcus);
        } else {
            sequential.skip(mcus);
        }
    }

    /// Reads on after the last MCU, as libjpeg does. Complete scans need no end marker.
    ///
    /// @throws JpegException if there is what must not be there
    void end() {
        if (isStored) {
            return;
        }
        sequential.requireEnd(file);
        try {
            if (markers.next(data.place()) == Markers.Found.SCAN) {
                throw JpegException.damaged("there is another scan after the last");
            }
        } catch (JpegException e) {
            if (!e.isTruncation()) {
                throw e;
            }
        }
    }
}
