package demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/// The page for browsers: some resources, held in memory. A path of a request is looked up among their names and never
/// becomes the path of a file.
final class Page {
    private final Map<String, Answer> answers;

    /// @throws IOException if a resource cannot be read
    Page() throws IOException {
        answers = Map.of(
                "/", resource("page.html", "text/html; charset=utf-8"),
                "/icon.svg", resource("icon.svg", "image/svg+xml"),
                "/page.css", resource("page.css", "text/css; charset=utf-8"),
                "/page.js", resource("page.js", "text/javascript; charset=utf-8"));
    }

    /// What is there.
    Optional<Answer> at(String path) { return Optional.ofNullable(answers.get(path)); }

    private static Answer resource(String name, String type) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new Answer(200, type, in.readAllBytes(), Map.of());
        }
    }
}
