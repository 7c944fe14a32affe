package dev.ghostlane.images.bands;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.resample.Taps;
import java.util.List;

/// Decodes files of a format straight to a network's input, one after the other, with the same memory. Not for several
/// threads at once.
///
/// All methods but [#close] throw the format's exception if the file is damaged or of a kind that is not supported.
public interface BandDecoder extends AutoCloseable {

    /// The kernels that it was made for.
    Kernels kernels();

    /// Reads the header of a file.
    ///
    /// @param file the whole of it, not to be changed before [#close]
    void open(byte[] file);

    /// Pixels of a line.
    int width();

    /// Lines.
    int height();

    /// Whether the file that was opened can be decoded in bands.
    ///
    /// @param limit most bytes that its rows may take
    boolean isInBands(long limit);

    /// Bytes that are held because the file has its pixels in no order that bands could follow; 0 if there are none.
    long heldBytes();

    /// Most bytes that [#input] takes beside those that are held and the result.
    long memory(Taps across, Taps down, boolean isOnItsSide);

    /// Decodes the file that was opened, resizes, crops and normalises.
    ///
    /// @param across how the result comes from the file's columns
    /// @param down how it comes from the file's rows
    /// @param position how the photo lies in the file; outputs of taps are counted as the file's columns and rows are
    /// @param mean of red, green and blue
    /// @param deviation of red, green and blue
    /// @param nhwc receives the result
    /// @param offset index of its first float
    void input(Taps across, Taps down, Position position, List<Float> mean, List<Float> deviation, float[] nhwc,
            int offset);

    /// Gives up what is held of the file.
    @Override
    void close();
}
