package dev.ghostlane.testdata.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bug finds its place by class, method and pattern, whatever the rest of the file looks like.
class SourceFileTest {

    private static final String TEXT = """
            class Tile {
                int size = 4;
                Tile() { run(3); }
                int run(int n) { return n * n; }
                int walk(int n) {
                    return run(n *
                            n) + n*n;
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void whiteSpaceAndOtherMembersDoNotMatter() throws IOException {
        assertEquals(TEXT.replace("n * n;", "n;"), changed(mutant("Tile.run", "n*n", "n")));
        assertEquals(TEXT.replace("n *\n                n", "n"),
                changed(mutant("Tile.walk", "n * n", "n").occurrence(1)));
        assertEquals(TEXT.replace("n*n", "n"), changed(mutant("Tile.walk", "n * n", "n").occurrence(2)));
    }

    @Test
    void fieldsAndConstructorsArePlaces() throws IOException {
        assertEquals(TEXT.replace("4", "8"), changed(mutant("Tile.size", "4", "8")));
        assertEquals(TEXT.replace("(3)", "(2)"), changed(mutant("Tile.Tile", "3", "2")));
    }

    @Test
    void lostAndAmbiguousPlacesAreReported() {
        for (Mutant mutant : new Mutant[]{mutant("Tile.walk", "n * n", "n"), mutant("Tile.run", "3", "2"),
                mutant("Tile.jump", "n", "2"), mutant("Tile.walk", "n * n", "n").occurrence(3),
                mutant("Tile.run", "retur", "")}) {
            String message = assertThrows(IllegalStateException.class, () -> changed(mutant)).getMessage();
            assertTrue(message.contains("'a bug' no longer applies") && message.contains(mutant.place()), message);
        }
    }

    private String changed(Mutant mutant) throws IOException {
        return new SourceFile(Files.writeString(folder.resolve("Tile.java"), TEXT), TEXT).with(mutant);
    }

    private static Mutant mutant(String place, String find, String replace) {
        return Mutant.of("a bug", "kernels", place, find, replace, "none");
    }
}
