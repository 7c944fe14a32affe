package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

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
                map = FeatureMaps.at(layout, data, length + channel, stride);
                channel += layout.channels();
            } else {
                map = FeatureMaps.at(layout, data, apart, layout.channels());
                apart += layout.elements();
            }
            FeatureMaps.fill(map, contents.get(i));
            inputs.add(map);
        }
        return new SharedArray(inputs, FeatureMaps.at(out, data, length + channel, stride), contents);
    }

    /// @param what describes the case on failure
    void assertInputsUnchanged(Supplier<String> what) {
        for (int i = 0; i < inputs.size(); i++) {
            int number = i;
            Bits.assertSame(() -> "input " + number + ", in one array with the output, of " + what.get(),
                    before.get(i), FeatureMaps.elements(inputs.get(i)));
        }
    }
}
