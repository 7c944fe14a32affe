package dev.ghostlane.kernels.contract;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.Layout;
import java.util.ArrayList;
import java.util.List;

/// All maps of a case in one array, as near to each other as can be: maps with as many pixels as the output
/// are slices of its pixels, as for a concatenation; the others lie before.
///
/// @param inputs the inputs, filled
/// @param output the output
/// @param before copies of the inputs' elements
record SharedArray(List<FeatureMap> inputs, FeatureMap output, List<float[]> before) {

    static SharedArray of(KernelCase testCase) {
        Layout out = testCase.output();
        List<Layout> layouts = testCase.inputs();
        int stride = out.channels();
        int length = 0;
        for (Layout layout : layouts) {
            if (layout.shape().equals(out.shape())) {
                stride += layout.channels();
            } else {
                length += layout.elements();
            }
        }
        float[] data = new float[length + out.shape().pixels() * stride];
        int apart = 0;
        int channel = 0;
        List<FeatureMap> inputs = new ArrayList<>();
        List<float[]> contents = testCase.contents();
        for (int i = 0; i < layouts.size(); i++) {
            Layout layout = layouts.get(i);
            FeatureMap map;
            if (layout.shape().equals(out.shape())) {
                map = map(layout, data, length + channel, stride);
                channel += layout.channels();
            } else {
                map = map(layout, data, apart, layout.channels());
                apart += layout.elements();
            }
            fill(map, contents.get(i));
            inputs.add(map);
        }
        return new SharedArray(inputs, map(out, data, length + channel, stride), contents);
    }

    void assertInputsUnchanged(KernelCase testCase) {
        for (int i = 0; i < inputs.size(); i++) {
            int number = i;
            Bits.assertSame(() -> "input " + number + ", in one array with the output, of " + testCase,
                    before.get(i), values(inputs.get(i)));
        }
    }

    float[] values(FeatureMap map) {
        float[] values = new float[map.pixels() * map.channels()];
        for (int pixel = 0; pixel < map.pixels(); pixel++) {
            System.arraycopy(map.data(), map.index(0, pixel), values, pixel * map.channels(), map.channels());
        }
        return values;
    }

    private static void fill(FeatureMap map, float[] values) {
        for (int pixel = 0; pixel < map.pixels(); pixel++) {
            System.arraycopy(values, pixel * map.channels(), map.data(), map.index(0, pixel), map.channels());
        }
    }

    private static FeatureMap map(Layout layout, float[] data, int offset, int pixelStride) {
        return new FeatureMap(data, offset, layout.shape().batch(), layout.shape().height(),
                layout.shape().width(),
                layout.channels(), pixelStride);
    }
}
