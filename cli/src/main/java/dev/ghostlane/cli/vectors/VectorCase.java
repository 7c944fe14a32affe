package dev.ghostlane.cli.vectors;

import dev.ghostlane.cli.npy.NpyWriter;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.CaseRun;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.NamedTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A test case on its way into files.
///
/// @param name what its files begin with
/// @param testCase the case
/// @param accuracy what the bounds take for granted
public record VectorCase(String name, KernelCase testCase, Accuracy accuracy) {

    /// Writes the tensors.
    ///
    /// @return the description of the case, for `vectors.json`
    public Map<String, Object> write(Path folder) throws IOException {
        List<float[]> contents = testCase.contents();
        float[] expected = canonical(CaseRun.result(testCase, Kernels.scalar()));
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", name);
        description.put("content", testCase.setting().content().name());
        Map<String, Object> attributes = new TreeMap<>();
        testCase.attributes().forEach((key, value) -> attributes.put(key,
                value instanceof Number ? value : String.valueOf(value)));
        description.put("attributes", attributes);
        List<Object> inputs = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            inputs.add(write(folder, "input" + i, shape(testCase.inputs().get(i)), contents.get(i)));
        }
        description.put("inputs", inputs);
        List<Object> weights = new ArrayList<>();
        for (NamedTensor tensor : testCase.weightTensors()) {
            weights.add(write(folder, tensor.name(), tensor.shape(), tensor.values()));
        }
        description.put("weights", weights);
        List<Integer> shape = shape(testCase.output());
        description.put("expected", write(folder, "expected", shape, expected));
        description.put("bound", write(folder, "bound", shape, bounds(expected, contents)));
        description.put("output", file(name + ".output.npy", shape));
        return description;
    }

    /// The same with one NaN for all: which payload an operation returns Java leaves open.
    private static float[] canonical(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.isNaN(values[i]) ? Float.NaN : values[i];
        }
        return values;
    }

    /// How far from the reference's result an output may be: the bound around the exact value, and how far the reference is
    /// from that itself.
    private float[] bounds(float[] expected, List<float[]> contents) {
        float[] bounds = new float[expected.length];
        if (testCase.setting().content() == Content.OVERFLOWING) {
            Arrays.fill(bounds, Float.POSITIVE_INFINITY);
            return bounds;
        }
        Claim claim = testCase.claim(contents, accuracy);
        for (int i = 0; i < bounds.length; i++) {
            double distance = Math.abs(expected[i] - claim.exact()[i]);
            double bound = claim.bound()[i] + (Double.isFinite(distance) ? distance : 0);
            bounds[i] = (float) bound < bound ? Math.nextUp((float) bound) : (float) bound;
        }
        return bounds;
    }

    private Map<String, Object> write(Path folder, String tensor, List<Integer> shape, float[] values)
            throws IOException {
        String file = name + "." + tensor + ".npy";
        try (NpyWriter writer = NpyWriter.create(folder.resolve(file), shape)) {
            writer.write(values, values.length);
            writer.commit();
        }
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", tensor);
        description.putAll(file(file, shape));
        return description;
    }

    /// In a fixed order, so that the same seed gives the same text.
    private static Map<String, Object> file(String file, List<Integer> shape) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("file", file);
        description.put("shape", shape);
        return description;
    }

    /// The shape in the file of a map.
    public static List<Integer> shape(Layout layout) {
        return List.of(layout.shape().batch(), layout.shape().height(), layout.shape().width(), layout.channels());
    }
}
