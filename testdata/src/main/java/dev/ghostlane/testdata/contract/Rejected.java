package dev.ghostlane.testdata.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BiConsumer;
import org.junit.jupiter.api.function.Executable;

/// Assertions that wrong arguments are rejected with a message that helps.
public final class Rejected {

    private Rejected() {}

    /// Asserts an `IllegalArgumentException` whose message contains a text.
    ///
    /// @param text what the message must contain
    /// @param call what must fail
    public static void saying(String text, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(text),
                () -> "expected a message with «" + text + "», found «" + message + "»");
    }

    /// Asserts that every kind of wrong range is rejected, and that the message names it.
    ///
    /// @param rows number of rows of the output
    /// @param call computes the rows from the first number to before the second
    public static void rows(int rows, BiConsumer<Integer, Integer> call) {
        int[][] ranges = {{-1, 0}, {0, rows + 1}, {1, 0}, {rows + 1, rows + 1},
                {Integer.MIN_VALUE, Integer.MAX_VALUE}};
        for (int[] range : ranges) {
            saying("0.." + rows + ", found " + range[0] + ".." + range[1],
                    () -> call.accept(range[0], range[1]));
        }
    }
}
