package dev.ghostlane.bench.common;

import java.io.PrintStream;
import java.nio.file.Path;

/// The program as its subcommands see it.
public interface Program {

    /// The folder of the project: the scripts say where it is.
    static Path home() { return Path.of(System.getProperty("ghostlane.bench.home", "")); }

    /// Receives what was found.
    PrintStream out();

    /// Receives progress and messages.
    PrintStream err();
}
