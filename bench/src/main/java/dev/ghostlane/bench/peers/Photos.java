package dev.ghostlane.bench.peers;

import dev.ghostlane.bench.photos.MadePhoto;
import dev.ghostlane.bench.photos.PhotoKind;
import dev.ghostlane.bench.photos.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Photos of a size, made by [MadePhoto].
///
/// @param size width and height, such as `500x375`
record Photos(String size, List<Path> files) {
    private static final int COUNT = 3;
    private static final double BITS = 2;

    /// Makes them, as far as they are not there.
    static Photos of(String size, Path folder) throws IOException {
        String[] sides = size.split("x");
        return new Photos(size, new MadePhoto(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]),
                PhotoKind.BASELINE, BITS, Sampling.S420).files(folder, COUNT));
    }

    /// A photo, of those that take turns.
    Path get(int turn) { return files.get(turn % files.size()); }

    @Override
    public String toString() { return size.replace('x', '×'); }
}
