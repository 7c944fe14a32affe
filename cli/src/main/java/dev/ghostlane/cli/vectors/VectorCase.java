package dev.ghostlane.cli.vectors;

import dev.ghostlane.cli.console.Json;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A test case that is written to files.
///
/// @param name first part of the names of its files
/// @param testCase the case
/// @param accuracy what the bounds assume
public record VectorCase(String name, KernelCase testCase, Accuracy accuracy) {

    /// Writes the tensors.
    ///
    /// @return the description of the case, for `vectors.json`
    public Map<String, Object> write(Path folder) throws IOException {
        List<float[]> contents = testCase.contents();
        float[] expected = canonical(CaseRun.result(testCase, Kernels.scalar()));
        Map<String, Object> attributes = new TreeMap<>();
        testCase.attributes().forEach((key, value) -> attributes.put(key,
                value instanceof Number ? value : String.valueOf(value)));
        List<Object> inputs = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            inputs.add(write(folder, "input" + i, shape(testCase.inputs().get(i)), contents.get(i)));
        }
        List<Object> weights = new ArrayList<>();
        for (NamedTensor tensor : testCase.weightTensors()) {
            weights.add(write(folder, tensor.name(), tensor.shape(), tensor.values()));
        }
        List<Integer> shape = shape(testCase.output());
        return Json.object("name", name, "content", testCase.setting().content().name(), "attributes", attributes,
                "inputs", inputs, "weights", weights,
                "expected", write(folder, "expected", shape, expected),
                "bound", write(folder, "bound", shape, canonical(bounds(expected, contents))),
                "output", Json.object("file", name + ".output.npy", "shape", shape));
    }

    /// The same with one bit pattern for every NaN: Java leaves open which one an operation returns.
    private static float[] canonical(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.isNaN(values[i]) ? Float.NaN : values[i];
        }
        return values;
    }

    /// How far an output may be from the reference's: the bound around the exact value, plus the reference's own
    /// distance from it.
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
        return Json.object("name", tensor, "file", file, "shape", shape);
    }

    /// The shape in the file of a map.
    public static List<Integer> shape(Layout layout) {
        return List.of(layout.shape().batch(), layout.shape().height(), layout.shape().width(), layout.channels());
    }
}
