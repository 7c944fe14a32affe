package dev.ghostlane.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ghostlane.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the command `ghostlane` says of photos, as text that has all bits.
public final class Command {

    private Command() {}

    /// Class, label and probability of each photo that can be used, by the name of its file.
    public static Map<String, String> classify(Path model, Path photos, int top) throws IOException {
        StringWriter out = new StringWriter();
        run(out, "classify", "--json", "-k", "" + top, "-m", model.toString(), photos.toString());
        Map<String, String> answers = new TreeMap<>();
        for (JsonNode image : new ObjectMapper().readTree(out.toString())) {
            if (image.has("error")) {
                continue;
            }
            List<String> predictions = new ArrayList<>();
            for (JsonNode p : image.get("predictions")) {
                predictions.add(prediction(p.get("index").intValue(), p.get("label").textValue(),
                        p.get("probability").decimalValue().floatValue()));
            }
            answers.put(name(image.get("image").textValue()), predictions.toString());
        }
        return answers;
    }

    /// The embedding of each photo that can be used.
    public static Map<String, List<Float>> embed(Path model, Path photos, Path output) throws IOException {
        StringWriter out = new StringWriter();
        run(out, "embed", "-o", output.toString(), "-m", model.toString(), photos.toString());
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(output)).order(ByteOrder.LITTLE_ENDIAN);
        file.position(10 + file.getShort(8));
        List<String> rows = out.toString().lines().toList();
        int length = file.remaining() / Float.BYTES / rows.size();
        Map<String, List<Float>> embeddings = new TreeMap<>();
        for (String row : rows) {
            List<Float> values = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                values.add(file.getFloat());
            }
            embeddings.put(name(row.substring(row.indexOf('\t') + 1)), values);
        }
        return embeddings;
    }

    /// A prediction as text, its probability with all bits.
    public static String prediction(int index, String label, float probability) {
        return index + " " + label + " " + Float.toHexString(probability);
    }

    /// The last part of a path.
    public static String name(String path) { return path.substring(path.lastIndexOf('/') + 1); }

    private static void run(StringWriter out, String... args) {
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        assertEquals(Main.BAD_INPUT, code, () -> "some photos are bad: " + err);
    }
}
