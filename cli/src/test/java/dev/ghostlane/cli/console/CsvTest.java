package dev.ghostlane.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Cells as RFC 4180 has them.
class CsvTest {

    @Test
    void onlyWhatMustBeIsQuoted() {
        assertEquals("a,1,true,,\"b,c\",\"say \"\"d\"\"\",\"e\nf\",\" g\"",
                Csv.line(Arrays.asList("a", 1, true, null, "b,c", "say \"d\"", "e\nf", " g")));
        assertEquals("", Csv.line(Arrays.asList("")));
    }
}
