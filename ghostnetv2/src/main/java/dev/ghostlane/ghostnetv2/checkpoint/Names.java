package dev.ghostlane.ghostnetv2.checkpoint;

import java.util.Collection;
import java.util.stream.Collectors;

/// Names from a file, in messages.
final class Names {

    private static final int SHOWN = 8;

    private Names() {}

    /// The first ones, quoted, and the number of the others.
    static String list(Collection<String> names, String comma) {
        return names.stream().limit(SHOWN).map(JsonReader::quote).collect(Collectors.joining(comma))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }
}
