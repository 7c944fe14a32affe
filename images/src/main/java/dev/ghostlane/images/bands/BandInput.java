package dev.ghostlane.images.bands;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.resample.PixelNormalisation;
import dev.ghostlane.kernels.resample.Taps;
import java.util.List;

/// Makes a network's input of a photo while it is decoded: resizes, crops, turns and normalises. Keeps its memory for
/// the next photo.
public final class BandInput implements Resizer.Rows {
    private final Resizer resizer;
    private final PixelNormalisation normalisation;
    private final float[] means = new float[PixelNormalisation.PATTERN];
    private final float[] deviations = new float[PixelNormalisation.PATTERN];
    private Position position;
    private int width;
    private int height;
    private float[] nhwc;
    private int offset;

    /// Inputs by these kernels; all give the same.
    public BandInput(Kernels kernels) {
        resizer = new Resizer(kernels);
        normalisation = kernels.pixelNormalisation();
    }

    /// Most bytes that [#run] takes beside the bands.
    public static long memory(Taps across, Taps down, boolean isOnItsSide) {
        long columns = across.end(across.count() - 1) - across.first()[0];
        long result = isOnItsSide ? (long) across.count() * down.count() : 0;
        return Short.BYTES * 3
                * (result + (isOnItsSide ? columns : across.count()) * (down.most() + 3L * BandSource.ROWS));
    }

    /// Makes an input. Parameters are those of [BandDecoder#input].
    public void run(BandSource source, Taps across, Taps down, Position position, List<Float> mean,
            List<Float> deviation, float[] nhwc, int offset) {
        for (int i = 0; i < PixelNormalisation.PATTERN; i++) {
            means[i] = mean.get(i % 3);
            deviations[i] = deviation.get(i % 3);
        }
        this.position = position;
        width = (position.isOnItsSide() ? down : across).count();
        height = (position.isOnItsSide() ? across : down).count();
        this.nhwc = nhwc;
        this.offset = offset;
        resizer.run(source, across, down, position.isOnItsSide(), this);
        this.nhwc = null;
    }

    @Override
    public void take(int row, short[] samples) {
        if (position.isReversedAcross()) {
            reverse(samples, width);
        }
        normalisation.run(samples, 3 * width, means, deviations, nhwc,
                offset + 3 * width * (position.isReversedDown() ? height - 1 - row : row));
    }

    private static void reverse(short[] samples, int width) {
        for (int x = 0; x < width / 2; x++) {
            for (int colour = 0; colour < 3; colour++) {
                int left = 3 * x + colour;
                int right = 3 * (width - 1 - x) + colour;
                short kept = samples[left];
                samples[left] = samples[right];
                samples[right] = kept;
            }
        }
    }
}
