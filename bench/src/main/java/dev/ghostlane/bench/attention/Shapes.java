package dev.ghostlane.bench.attention;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads lists of shapes: `shapes.txt`, beside this class, says how they are written.
final class Shapes {
    private static final Pattern LINE = Pattern
            .compile("(\\w+)\\s+([1-9]\\d{0,4})x([1-9]\\d{0,4})\\s+threads\\s+([1-9]\\d?(?:,[1-9]\\d?)*)");

    private Shapes() {}

    /// The list that comes with the program.
    static List<Key> resource(String name) { return parse(name, Page.resource(name).lines()); }

    /// A list in a file.
    ///
    /// @throws IllegalArgumentException if a line cannot be read
    static List<Key> file(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return parse(file.toString(), lines);
        }
    }

    /// One key without a name for each shape and number of threads.
    ///
    /// @throws IllegalArgumentException if a line cannot be read or a shape is there twice
    static List<Key> parse(String source, Stream<String> lines) {
        List<Key> keys = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) lines::iterator) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(source + ", line " + number
                        + ": expected a line such as 'resolution 64x28 threads 1,2', found '" + text + "'");
            }
            for (String threads : matcher.group(4).split(",")) {
                keys.add(new Key(matcher.group(1), "", Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)), Integer.parseInt(threads), Key.GHOSTLANE));
            }
        }
        if (Set.copyOf(keys).size() != keys.size()) {
            throw new IllegalArgumentException(source + ": a shape is there twice");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(source + ": expected at least one shape, found none");
        }
        return keys;
    }
}
