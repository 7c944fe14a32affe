package dev.ghostlane.testdata.mutation;

import java.util.List;

/// A plausible bug, as a small change of a member of a class. It is found again wherever the class moves and however
/// its lines are broken.
///
/// @param bug what it is, for people
/// @param module the folder of the sources
/// @param place class and method, constructor or field: `Simd.lanes`, `Simd.Simd`; of several methods with the name,
///     all
/// @param find what the place has, whatever white space is between its words and signs
/// @param occurrence which one of several in the place, from 1; 0 if it must be the only one
/// @param replace what stands there instead
/// @param options of the JVM that tests it, besides those of the Vector API
/// @param suite the full name of the test class that should see it
public record Mutant(String bug, String module, String place, String find, int occurrence, String replace,
        List<String> options, String suite) {

    /// A bug that is tested with the platform's own vectors.
    public static Mutant of(String bug, String module, String place, String find, String replace, String suite) {
        return new Mutant(bug, module, place, find, 0, replace, List.of(), suite);
    }

    /// The same, tested with other options.
    public Mutant with(String... more) {
        return new Mutant(bug, module, place, find, occurrence, replace, List.of(more), suite);
    }

    /// The same at one of several places with the text, counted from 1.
    public Mutant occurrence(int number) {
        return new Mutant(bug, module, place, find, number, replace, options, suite);
    }

    /// The top-level class, whose name is that of the file.
    String className() { return place.substring(0, place.indexOf('.')); }

    /// The method, constructor or field.
    String member() { return place.substring(place.indexOf('.') + 1); }

    @Override
    public String toString() { return bug; }
}
