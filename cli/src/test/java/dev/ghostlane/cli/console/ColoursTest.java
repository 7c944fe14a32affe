package dev.ghostlane.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// When there are colours.
class ColoursTest {

    @Test
    void onlyOnATerminalThatNobodyKeepsPlain() {
        assertEquals(Colours.ON, Colours.of(true, Map.of()));
        assertEquals(Colours.ON, Colours.of(true, Map.of("NO_COLOR", "", "TERM", "xterm")));
        assertEquals(Colours.OFF, Colours.of(false, Map.of()));
        assertEquals(Colours.OFF, Colours.of(true, Map.of("NO_COLOR", "1")));
        assertEquals(Colours.OFF, Colours.of(true, Map.of("TERM", "dumb")));
    }

    @Test
    void textIsLeftAloneWithoutThem() {
        assertEquals("text", Colours.OFF.red("text"));
        assertEquals("\u001b[31mtext\u001b[m", Colours.ON.red("text"));
        assertEquals("\u001b[1mtext\u001b[m", Colours.ON.bold("text"));
    }
}
