package dev.ghostlane.cli.options;

import dev.ghostlane.cli.console.OutputFormat;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options `--format` and `--json` of commands that print results.
public final class FormatOption {

    @Option(names = "--format", paramLabel = "FORMAT",
            description = "how results are printed: table, for people; json; jsonl, a JSON object on each line; or csv"
                    + " (default: table)")
    private OutputFormat format;

    @Option(names = "--json", description = "the same as --format json")
    private boolean json;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    /// The format that is asked for.
    ///
    /// @throws ParameterException if it is said twice
    public OutputFormat format() {
        if (json && format != null) {
            throw new ParameterException(spec.commandLine(),
                    "--json is --format json: leave it out, or --format " + format);
        }
        return json ? OutputFormat.JSON : format == null ? OutputFormat.TABLE : format;
    }

    /// Whether the results are for people.
    public boolean isTable() { return format() == OutputFormat.TABLE; }
}
