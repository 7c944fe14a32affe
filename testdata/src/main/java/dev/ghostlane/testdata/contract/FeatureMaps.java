package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;

/// The elements of feature maps, in NHWC order without gaps.
final class FeatureMaps {

    private FeatureMaps() {}

    /// A layout as a feature map of an array.
    static FeatureMap of(Layout layout, float[] data) {
        return at(layout, data, layout.placement().offset(), layout.pixelStride());
    }

    /// A map of a layout's shape at another place.
    static FeatureMap at(Layout layout, float[] data, int offset, int pixelStride) {
        MapShape shape = layout.shape();
        return new FeatureMap(data, offset, shape.batch(), shape.height(), shape.width(), layout.channels(),
                pixelStride);
    }

    static float[] elements(FeatureMap map) {
        float[] values = new float[map.pixels() * map.channels()];
        for (int pixel = 0; pixel < map.pixels(); pixel++) {
            System.arraycopy(map.data(), map.index(0, pixel), values, pixel * map.channels(), map.channels());
        }
        return values;
    }

    static void fill(FeatureMap map, float[] values) {
        for (int pixel = 0; pixel < map.pixels(); pixel++) {
            System.arraycopy(values, pixel * map.channels(), map.data(), map.index(0, pixel), map.channels());
        }
    }
}
