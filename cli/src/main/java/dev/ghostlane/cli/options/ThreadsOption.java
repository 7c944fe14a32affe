package dev.ghostlane.cli.options;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The option `--threads`.
public final class ThreadsOption {

    /// More than any machine has, and few enough to start.
    private static final int MOST = 1024;

    @Option(names = {"-t", "--threads"}, paramLabel = "N",
            description = "threads that compute (default: ${DEFAULT-VALUE})")
    private int threads;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    /// @param usual number of threads where the option is left out
    public ThreadsOption(int usual) { threads = usual; }

    /// As many as the process may use processors where the option is left out.
    public static ThreadsOption allProcessors() {
        return new ThreadsOption(Math.min(Runtime.getRuntime().availableProcessors(), MOST));
    }

    /// The number of threads.
    ///
    /// @throws ParameterException if nobody can run on that many
    public int count() {
        if (threads < 1 || threads > MOST) {
            throw new ParameterException(spec.commandLine(),
                    "--threads must be from 1 to " + MOST + ", found " + threads);
        }
        return threads;
    }
}
