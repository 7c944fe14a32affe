package dev.ghostlane.ghostnetv2.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads what a `config.json` of timm or Hugging Face says of preprocessing and labels, as entries of metadata. Whether
/// a value can be used is checked where it is used, since another one may count before it; everything else in the file
/// is passed over.
final class ConfigFile {

    /// Bytes of a file; the names of 21,841 classes take 1 MB.
    private static final int MAX_BYTES = 4 << 20;

    private static final String NESTED = "pretrained_cfg";

    private final String source;
    private final JsonReader json;
    private final Map<String, String> entries = new LinkedHashMap<>();
    private final TreeMap<Long, String> numbered = new TreeMap<>();
    private final Map<String, String> descriptions = new HashMap<>();
    private List<String> names = List.of();
    private long shortEdge;
    private long crop;

    private ConfigFile(byte[] file, String source) {
        this.source = source;
        this.json = new JsonReader(file, 0, file.length, source, "the file");
    }

    /// Reads a file.
    ///
    /// @throws CheckpointException if it cannot be read, is too long or no JSON, or has a value of another kind
    static Map<String, String> read(Path path) {
        return read(CheckpointFile.read(path, "a configuration in JSON", (head, size) -> {
            if (size > MAX_BYTES) {
                throw new CheckpointException(path + ": expected a configuration of at most " + MAX_BYTES
                        + " bytes, found " + size);
            }
        }), path.toString());
    }

    static Map<String, String> read(byte[] file, String source) {
        ConfigFile config = new ConfigFile(file, source);
        config.members(true);
        config.json.end();
        config.labels();
        if (config.crop > 0) {
            config.entries.put("input_size", Long.toString(config.crop));
        }
        if (config.shortEdge > 0 && config.crop > 0) {
            double fraction = (double) config.crop / config.shortEdge;
            boolean below = Math.floor(config.crop / fraction) < config.shortEdge;
            config.entries.put("crop_pct", Double.toString(below ? Math.nextDown(fraction) : fraction));
        } else if (config.shortEdge > 0) {
            config.entries.put("input_size", Long.toString(config.shortEdge));
            config.entries.put("crop_pct", "1.0");
        }
        return config.entries;
    }

    private void members(boolean outer) {
        if (!json.open('{')) {
            throw json.expected("an object");
        }
        Set<String> keys = new HashSet<>();
        for (int count = 0; json.next('}', count); count++) {
            String key = json.key();
            if (!keys.add(key)) {
                throw error("the name " + JsonReader.quote(key) + " occurs twice");
            }
            if (outer && key.equals(NESTED) && json.peek() == '{') {
                members(false);
            } else if (json.peek() == 'n') {
                json.skip();
            } else {
                member(key);
            }
        }
    }

    private void member(String key) {
        switch (key) {
            case "input_size" -> put("input_size", square(key));
            case "image_size" -> entries.putIfAbsent("input_size", square(key));
            case "crop_size" -> crop = Long.parseLong(square(key));
            case "size" -> size();
            case "crop_pct" -> put(key, json.number(key));
            case "interpolation", "crop_mode" -> put(key, json.string(key + " as a string"));
            case "resample" -> put("interpolation", switch (json.number(key)) {
                case "2" -> "bilinear";
                case "3" -> "bicubic";
                case String other -> "Pillow's number " + other;
            });
            case "mean", "image_mean" -> put("mean", ofPixels(key, 0));
            case "std", "image_std" -> put("std", ofPixels(key, Double.MIN_VALUE));
            case "label_names", "labels" -> names = strings(key);
            case "label_descriptions" -> strings(key, descriptions);
            case "id2label" -> {
                Map<String, String> labels = new HashMap<>();
                strings(key, labels);
                labels.forEach((id, label) -> numbered.put(id.matches("[0-9]{1,9}") ? Long.parseLong(id) : -1, label));
                if (!numbered.isEmpty() && (numbered.firstKey() != 0 || numbered.lastKey() != labels.size() - 1)) {
                    throw error("id2label must have the numbers of the classes, from 0 on, each once");
                }
            }
            default -> json.skip();
        }
    }

    private void put(String key, String value) { entries.put(key, value); }

    /// Hugging Face's size: of the short edge, or of the whole image, whose sides then keep no proportion.
    private void size() {
        Map<String, String> sides = json.peek() == '{' ? sides("size") : Map.of();
        String edge = sides.isEmpty() ? square("size") : sides.get("shortest_edge");
        if (edge == null) {
            put("input_size", equal("size", sides.get("height"), sides.get("width")));
            put("crop_pct", "1.0");
            put("crop_mode", "squash");
        } else {
            shortEdge = whole("size", edge);
        }
    }

    /// The side of a square: one number, two or three with the channels first, or an object.
    private String square(String key) {
        switch (json.peek()) {
            case '{' -> {
                Map<String, String> sides = sides(key);
                return equal(key, sides.get("height"), sides.get("width"));
            }
            case '[' -> {
                List<String> sizes = numbers(key);
                if (sizes.size() == 3 && !sizes.removeFirst().equals("3")) {
                    throw error(key + " must have 3 channels, for images are RGB");
                }
                return sizes.size() == 2 ? equal(key, sizes.get(0), sizes.get(1)) : equal(key, null, null);
            }
            default -> {
                String side = json.number(key);
                return equal(key, side, side);
            }
        }
    }

    private String equal(String key, String height, String width) {
        if (height == null || !height.equals(width)) {
            throw error(key + " must be that of a square, found height " + height + " and width " + width);
        }
        return Long.toString(whole(key, height));
    }

    private long whole(String key, String number) {
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw error(key + " must be a whole number of pixels above 0, found " + number);
        }
        return Long.parseLong(number);
    }

    private Map<String, String> sides(String key) {
        Map<String, String> sides = new HashMap<>();
        json.open('{');
        for (int count = 0; json.next('}', count); count++) {
            sides.put(json.key(), json.number("a side of " + key));
        }
        return sides;
    }

    /// Numbers for pixels from 0 to 1: those for pixels from 0 to 255 would give wrong answers in silence.
    private String ofPixels(String key, double least) {
        List<String> numbers = numbers(key);
        for (String number : numbers) {
            double value = Double.parseDouble(number);
            if (!(value >= least && value <= 1)) {
                throw error(key + " must be three numbers " + (least > 0 ? "above 0 and at most 1" : "from 0 to 1")
                        + ", for pixels from 0 to 1, found " + String.join(", ", numbers)
                        + "; those for pixels from 0 to 255 must be divided by 255");
            }
        }
        return String.join(",", numbers);
    }

    private List<String> numbers(String key) {
        List<String> numbers = new ArrayList<>();
        if (!json.open('[')) {
            throw json.expected(key + " as an array");
        }
        while (json.next(']', numbers.size())) {
            numbers.add(json.number("a number in " + key));
        }
        return numbers;
    }

    private List<String> strings(String key) {
        List<String> strings = new ArrayList<>();
        if (!json.open('[')) {
            throw json.expected(key + " as an array");
        }
        while (json.next(']', strings.size())) {
            strings.add(json.string("a string in " + key));
        }
        return strings;
    }

    /// Of an object; an array of descriptions means nothing here.
    private void strings(String key, Map<String, String> strings) {
        if (json.peek() != '{') {
            json.skip();
            return;
        }
        json.open('{');
        for (int count = 0; json.next('}', count); count++) {
            if (strings.put(json.key(), json.string("a string in " + key)) != null) {
                throw error(key + " has a name twice");
            }
        }
    }

    private void labels() {
        List<String> labels = numbered.isEmpty()
                ? names.stream().map(name -> descriptions.getOrDefault(name, name)).toList()
                : List.copyOf(numbered.values());
        for (String label : labels) {
            if (label.isBlank() || label.indexOf('\n') >= 0 || label.indexOf('\r') >= 0) {
                throw error("labels must be lines of text, found " + JsonReader.quote(label));
            }
        }
        if (!labels.isEmpty()) {
            put("labels", String.join("\n", labels) + "\n");
        }
    }

    private CheckpointException error(String message) { return new CheckpointException(source + ": " + message); }
}
