package dev.ghostlane.cli.manual;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The completion of a command in the shell fish, for which picocli has none: a line `complete` for each subcommand,
/// option and operand that has a choice of values.
public final class FishCompletion {
    private final String name;
    private final StringBuilder script = new StringBuilder();

    private FishCompletion(String name) { this.name = name; }

    /// The script for a command and its subcommands.
    public static String of(CommandLine command) {
        FishCompletion completion = new FishCompletion(command.getCommandName());
        completion.script.append("# Completion of ").append(completion.name).append(" in fish.\n");
        String first = "__fish_use_subcommand";
        completion.options(command, first);
        for (Map.Entry<String, CommandLine> entry : command.getSubcommands().entrySet()) {
            completion.line(first, "-f -a " + entry.getKey(), Descriptions.summary(entry.getValue()));
        }
        for (Map.Entry<String, CommandLine> entry : command.getSubcommands().entrySet()) {
            String there = "__fish_seen_subcommand_from " + entry.getKey();
            completion.options(entry.getValue(), there);
            for (PositionalParamSpec operand : entry.getValue().getCommandSpec().positionalParameters()) {
                List<String> choice = choice(operand);
                if (!choice.isEmpty()) {
                    completion.line(there, "-f -a " + quoted(String.join(" ", choice)), operand.paramLabel());
                }
            }
        }
        completion.line("__fish_seen_subcommand_from help",
                "-f -a " + quoted(String.join(" ", command.getSubcommands().keySet())), "COMMAND");
        return completion.script.toString();
    }

    private void options(CommandLine command, String condition) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            String names = List.of(option.names()).stream()
                    .map(one -> one.startsWith("--") ? "-l " + one.substring(2) : "-s " + one.substring(1))
                    .collect(Collectors.joining(" "));
            line(condition, names + value(option), Descriptions.text(option));
        }
    }

    /// What comes after an option: nothing, one of some values, a file, or anything.
    private static String value(OptionSpec option) {
        List<String> choice = choice(option);
        if (option.arity().max() == 0) {
            return "";
        }
        if (!choice.isEmpty()) {
            return " -x -a " + quoted(String.join(" ", choice));
        }
        // A file may have a part, as in X.npz:NAME, and is a text then.
        return option.type() == Path.class || option.paramLabel().contains(".") ? " -r -F" : " -x";
    }

    private static List<String> choice(ArgSpec argument) {
        return argument.completionCandidates() == null
                ? List.of()
                : StreamSupport.stream(argument.completionCandidates().spliterator(), false).toList();
    }

    private void line(String condition, String what, String description) {
        script.append("complete -c ").append(name).append(" -n ").append(quoted(condition)).append(' ').append(what)
                .append(" -d ").append(quoted(description)).append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
