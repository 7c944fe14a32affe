package dev.ghostlane.cli.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// JSON for programs. Everything outside ASCII is escaped, so that the bytes are right whatever the encoding
/// of the output stream is.
public final class Json {
    private static final JSON WRITER = JSON.builder(
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build()).build();

    private Json() {}

    /// An object whose members keep this order.
    ///
    /// @param members name, value, name, value and so on
    public static Map<String, Object> object(Object... members) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], members[i + 1]);
        }
        return object;
    }

    /// A value of maps, lists, texts and numbers on one line.
    public static String text(Object value) {
        try {
            return WRITER.asString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
