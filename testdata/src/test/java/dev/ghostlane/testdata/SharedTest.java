package dev.ghostlane.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class SharedTest {

    @Test
    void repositoryIsFoundFromAModule() {
        assertTrue(Files.isRegularFile(Shared.repository().resolve("testdata/pom.xml")));
    }

    @Test
    void missingFilesSkipTheTestAndSayWhich() {
        assertEquals(Optional.empty(), Shared.find("no/such/file"));
        TestAbortedException skipped = assertThrows(TestAbortedException.class,
                () -> Shared.require("no/such/file"));
        assertTrue(skipped.getMessage().contains("no/such/file is missing"), skipped.getMessage());
        assertTrue(skipped.getMessage().contains("only the tests that read it are skipped"),
                skipped.getMessage());
    }
}
