package dev.ghostlane.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: Ghostlane's version and commit, as the build noted them, and Java's.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[]{"ghostlane " + ghostlane(),
                "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"};
    }

    /// Ghostlane's version and commit.
    static String ghostlane() {
        try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
            Properties noted = new Properties();
            noted.load(resource);
            return text(noted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param noted `version` and `commit`. What the build did not know is empty or the name of a variable: the version
    ///        if an IDE compiled, the commit where there is no git.
    static String text(Properties noted) {
        return known(noted, "version", "development") + ", commit " + known(noted, "commit", "unknown");
    }

    private static String known(Properties noted, String name, String otherwise) {
        String value = noted.getProperty(name, "");
        return value.isEmpty() || value.startsWith("${") ? otherwise : value;
    }
}
