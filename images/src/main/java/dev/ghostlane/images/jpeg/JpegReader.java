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

    /// Components of a pixel.
    int components() { return markers.frame.count; }

    /// Colours, sampling and process, for people.
    String description() {
        StringBuilder text = new StringBuilder(switch (markers.colours()) {
            case GRAY -> "gray";
            case YCC -> "YCbCr";
            case RGB -> "RGB";
            case CMYK -> "CMYK";
            case YCCK -> "YCCK";
        }).append(", sampling ");
        for (int i = 0; i < components(); i++) {
            ComponentHeader c = markers.frame.components[i];
            text.append(i == 0 ? "" : ",").append(c.horizontal).append('×').append(c.vertical);
        }
        return text.append(markers.frame.progressive ? ", progressive" : "").toString();
    }

    /// Reads what has to be held of the file; of a file in one scan nothing.
    ///
    /// @throws JpegException if it is damaged
    void load() { load(null); }

    /// As [#load()].
    ///
    /// @param colours what the components mean, whatever the file says; null for what it says
    void load(ColourSpace colours) {
        if (!markers.frame.progressive) {
            markers.tables.addUsual();
        }
        if (!isStored) {
            markers.tables.quantise(markers.scan);
            sequential.prepare(markers);
        } else {
            loadScans();
        }
        frame = updated(colours == null ? markers.colours() : colours);
    }

    private void loadScans() {
        stored.open(markers.frame);
        progress.start();
        Markers.Found found = Markers.Found.SCAN;
        for (int scans = 0; found == Markers.Found.SCAN; scans++) {
            if (scans == MOST_SCANS) {
                throw JpegException.unsupported("a JPEG of more than " + MOST_SCANS + " scans");
            }
            markers.tables.quantise(markers.scan);
            if (markers.frame.progressive) {
                progressive.decode(markers, file, stored);
            } else {
                stored.decode(sequential, restarts, markers, file);
            }
            found = markers.next(data.place());
        }
        if (found == Markers.Found.END_OF_FILE && !isComplete()) {
            throw new JpegException("the JPEG file is truncated or damaged: it lacks scans");
        }
        stored.finish();
    }

    /// Whether the last scan lacks nothing, and there is nothing that another one could add.
    private boolean isComplete() {
        FrameHeader header = markers.frame;
        boolean complete = !restarts.isExhausted();
        for (int i = 0; i < header.count; i++) {
            complete &= header.components[i].isQuantised && (!header.progressive || progress.isComplete(i));
        }
        return complete;
    }

    /// Gives up the file, and the memory that [#load] took.
    void close() {
        file = null;
        markers.close();
        data.close();
        restarts.close();
        stored.close();
    }

    @Override
    public Frame frame() { return frame; }

    /// The frame of the last file, if that of this one is the same.
    private Frame updated(ColourSpace colours) {
        FrameHeader header = markers.frame;
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
            sequential.begin(file, blocks, step);
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

    @Override
    public void skipRest(int mcus) {
        if (isStored) {
            stored.skip(mcus);
        } else {
            sequential.skipRest(mcus);
        }
    }

    /// Reads on after the last MCU, as libjpeg does. Complete scans need no end marker.
    ///
    /// @throws JpegException if there is what must not be there
    void end() {
        if (isStored) {
            return;
        }
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
