package dev.ghostlane.cli;

import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: Ghostlane's version, as the jar's manifest says, and Java's.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[]{"ghostlane " + ghostlane(),
                "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"};
    }

    /// Ghostlane's version; `development` if the classes do not come from a jar.
    static String ghostlane() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
