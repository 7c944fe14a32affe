package dev.ghostlane.ghostnetv2;

import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// How far PyTorch's float32 is from its float64, read from the goldens' `MANIFEST.json`. An engine that is
/// right lands within a few times this error; what is wrong lies a thousand times further.
public final class Yardstick {

    /// How many times PyTorch's error is allowed.
    static final double FACTOR = 4;

    private static final Map<String, Double> ERRORS = read();

    private Yardstick() {}

    /// Largest absolute difference to float64 that is allowed.
    ///
    /// @param weights name of the weights, `v2_w050_c17` for example
    /// @param letter the case
    /// @param tensor `logits` or an intermediate tensor
    public static double bound(String weights, String letter, String tensor) {
        Double error = ERRORS.get(weights + "/" + letter + "/tensors/" + tensor + "/error");
        if (error == null) {
            throw new IllegalArgumentException(
                    "no error in MANIFEST.json for " + weights + ", " + letter + ", " + tensor);
        }
        return FACTOR * error;
    }

    /// Numbers by their path under `float32_against_float64`. The file has a key on each line and is indented by
    /// its depth, so its lines tell the path.
    private static Map<String, Double> read() {
        Map<String, Double> errors = new HashMap<>();
        TreeMap<Integer, String> path = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(Shared.require("goldens/MANIFEST.json"))) {
                String text = line.strip();
                int depth = line.indexOf('"');
                int colon = text.indexOf("\": ");
                if (depth < 0 || colon < 0) {
                    continue;
                }
                path.tailMap(depth, true).clear();
                path.put(depth, text.substring(1, colon));
                if ("float32_against_float64".equals(path.firstEntry().getValue())
                        && "error".equals(path.lastEntry().getValue())) {
                    String number = text.substring(colon + 3).replace(",", "");
                    errors.put(String.join("/", path.tailMap(path.firstKey(), false).values()), Double.valueOf(number));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return errors;
    }
}
