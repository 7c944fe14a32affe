package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `--version` makes of what the build noted.
class VersionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"1.2 | 0123abc | 1.2, commit 0123abc", "1.2 | 0123abc, modified | 1.2, commit 0123abc, modified",
                    "1.2 | '' | 1.2, commit unknown", "1.2 | ${git.commit} | 1.2, commit unknown",
                    "${project.version} | ${git.commit} | development, commit unknown"})
    void isThatOfTheBuild(String version, String commit, String expected) {
        Properties noted = new Properties();
        noted.setProperty("version", version);
        noted.setProperty("commit", commit);
        assertEquals(expected, Version.text(noted));
    }

    /// As the build was: with the commit that git names, or without any.
    @Test
    void theBuildNotedOne() {
        String found = Version.ghostlane();
        assertTrue(found.matches("[0-9][^ ,]*, commit (unknown|[0-9a-f]{12,}(, modified)?)"), found);
    }
}
