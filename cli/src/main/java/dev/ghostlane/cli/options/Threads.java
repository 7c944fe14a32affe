package dev.ghostlane.cli.options;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The rule for `--threads`.
public final class Threads {

    /// More than any machine has, and few enough to start.
    private static final int MOST = 1024;

    private Threads() {}

    /// @throws ParameterException if nobody can run on that many threads
    public static void require(CommandSpec spec, int threads) {
        if (threads < 1 || threads > MOST) {
            throw new ParameterException(spec.commandLine(),
                    "--threads must be from 1 to " + MOST + ", found " + threads);
        }
    }
}
