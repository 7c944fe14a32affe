package dev.ghostlane.cli.vectors;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.Json;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.contract.Accuracy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The description of a folder of test cases, `vectors.json`: as far as `check` needs it.
///
/// @param operation its name
/// @param seed that the cases were drawn from
/// @param cases in their order
public record VectorSet(String operation, long seed, List<Entry> cases) {

    public static final String FILE = "vectors.json";

    private static final String FORMAT = "ghostlane-vectors";

    private static final int VERSION = 1;

    /// A case.
    ///
    /// @param layout of the output
    /// @param expected file of the reference's output
    /// @param bound file of the bounds
    /// @param output file that others write
    public record Entry(String name, String content, Layout layout, String expected, String bound, String output) {}

    /// The text of `vectors.json`.
    public static String describe(String operation, long seed, Accuracy accuracy, List<Map<String, Object>> cases)
            throws IOException {
        Map<String, Object> set = Json.object("format", FORMAT, "version", VERSION, "operation", operation,
                "seed", seed, "layout", "NHWC", "sigmoidUlps", accuracy.sigmoidUlps(),
                "exponentialUlps", accuracy.exponentialUlps(), "cases", cases);
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(set) + "\n";
    }

    /// Reads the description of a folder.
    ///
    /// @throws InputException if it is missing or not as [#describe] writes it
    public static VectorSet read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new InputException(folder + ": expected a folder that 'ghostlane vectors' wrote, found no " + FILE);
        }
        Map<String, Object> set;
        try {
            set = JSON.std.mapFrom(Files.readString(file));
        } catch (IOException e) {
            String reason = Objects.requireNonNullElse(e.getMessage(), e.toString()).lines().findFirst().orElse("");
            throw new InputException(file + ": expected JSON: " + reason, e);
        }
        require(file, "format", FORMAT, set.get("format"));
        require(file, "version", VERSION, set.get("version"));
        List<Entry> cases = new ArrayList<>();
        for (Object entry : typed(file, "cases", set.get("cases"), List.class)) {
            cases.add(entry(file, typed(file, "a case", entry, Map.class)));
        }
        if (cases.isEmpty()) {
            throw new InputException(file + ": expected at least one case, found none");
        }
        return new VectorSet(typed(file, "operation", set.get("operation"), String.class),
                typed(file, "seed", set.get("seed"), Number.class).longValue(), cases);
    }

    private static Entry entry(Path file, Map<?, ?> entry) {
        String name = typed(file, "name", entry.get("name"), String.class);
        Map<?, ?> output = typed(file, name + ", output", entry.get("output"), Map.class);
        List<?> shape = typed(file, name + ", shape", output.get("shape"), List.class);
        if (shape.size() != 4
                || !shape.stream().allMatch(size -> size instanceof Integer number && number > 0 && number < 1 << 20)) {
            throw new InputException(file + ": " + name + ", shape: expected four sizes, found " + shape);
        }
        Layout layout = new Layout(new MapShape((Integer) shape.get(0), (Integer) shape.get(1), (Integer) shape.get(2)),
                (Integer) shape.get(3), Placement.DENSE);
        return new Entry(name, typed(file, name + ", content", entry.get("content"), String.class), layout,
                plainName(file, name + ", expected", entry.get("expected")),
                plainName(file, name + ", bound", entry.get("bound")),
                plainName(file, name + ", output", output));
    }

    /// The file of a tensor, which must lie beside the description.
    private static String plainName(Path file, String what, Object tensor) {
        String name = typed(file, what + ", file", typed(file, what, tensor, Map.class).get("file"), String.class);
        if (!name.matches("[A-Za-z0-9._-]+") || name.startsWith(".")) {
            throw new InputException(file + ": " + what + ": expected the plain name of a file, found '" + name + "'");
        }
        return name;
    }

    private static void require(Path file, String key, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new InputException(file + ": " + key + ": expected " + expected + ", found " + found);
        }
    }

    private static <T> T typed(Path file, String what, Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new InputException(
                    file + ": " + what + ": expected a " + type.getSimpleName().toLowerCase(Locale.ROOT)
                            + ", found " + value);
        }
        return type.cast(value);
    }
}
