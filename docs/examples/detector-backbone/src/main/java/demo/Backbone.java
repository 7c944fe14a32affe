package demo;

import dev.ghostlane.ghostnetv2.FeatureExtractor;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.List;
import java.util.Map;

/// Makes the levels that a detector's heads read of a photo. For one thread; `model.featurePool(…)` serves many.
final class Backbone implements AutoCloseable {

    /// The last block of each of the three coarsest strides, which most detectors take.
    private static final List<Tap> TAPS = List.of(Tap.BLOCKS_4, Tap.BLOCKS_6, Tap.BLOCKS_8);

    private final GhostNetV2 model;
    private final FeatureExtractor extractor;

    /// @param height lines of the network's input, a multiple of the largest stride
    /// @param width pixels of its lines, the same
    Backbone(GhostNetV2 model, int height, int width) {
        this.model = model;
        this.extractor = model.features(TAPS, height, width, 1);
    }

    /// The levels of a photo, finest first. All of the photo is resized to the input, whatever its shape.
    List<Level> levels(RgbImage photo) {
        double scaleX = (double) photo.width() / extractor.inputShape().width();
        double scaleY = (double) photo.height() / extractor.inputShape().height();
        Map<Tap, FeatureMap> maps = extractor.extract(photo);
        return TAPS.stream()
                .map(tap -> new Level(tap, tap.stride(model.configuration()), maps.get(tap), scaleX, scaleY))
                .toList();
    }

    @Override
    public void close() { extractor.close(); }
}
