package dev.ghostlane.testdata.mutation;

import java.util.List;

/// A plausible bug, as a small change of a source file.
///
/// @param bug what it is, for people
/// @param file the source, from the repository's root, with slashes
/// @param find text that the file has once
/// @param replace what stands there instead
/// @param options of the JVM that tests it, beside those of the Vector API
/// @param suite the full name of the test class that should see it
public record Mutant(String bug, String file, String find, String replace, List<String> options,
        String suite) {

    /// A bug that is tested with the platform's own vectors.
    public static Mutant of(String bug, String file, String find, String replace, String suite) {
        return new Mutant(bug, file, find, replace, List.of(), suite);
    }

    /// The same, tested with other options.
    public Mutant with(String... more) { return new Mutant(bug, file, find, replace, List.of(more), suite); }

    /// The file with the bug.
    ///
    /// @param source the file as it is
    /// @throws IllegalStateException if the text is not there exactly once, because the file has changed since
    public String applied(String source) {
        int first = source.indexOf(find);
        if (first < 0 || source.indexOf(find, first + 1) >= 0) {
            throw new IllegalStateException(
                    "'" + bug + "' no longer applies: " + file + " must have this text once, found it "
                            + (first < 0 ? "never" : "several times") + ":\n" + find);
        }
        return source.substring(0, first) + replace + source.substring(first + find.length());
    }

    @Override
    public String toString() { return bug; }
}
