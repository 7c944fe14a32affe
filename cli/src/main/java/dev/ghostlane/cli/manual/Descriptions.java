package dev.ghostlane.cli.manual;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/// What the description of a command says, as plain text.
final class Descriptions {

    private Descriptions() {}

    /// What a command does, in its first sentence, without the full stop.
    static String summary(CommandLine command) {
        return paragraphs(command).getFirst().replaceFirst("\\.$", "");
    }

    /// What a command does.
    static List<String> paragraphs(CommandLine command) {
        return List.of(command.getCommandSpec().usageMessage().description()).stream().map(Descriptions::plain)
                .filter(text -> !text.isBlank()).toList();
    }

    /// What an option or operand is.
    static String text(ArgSpec argument) { return plain(String.join(" ", argument.description())); }

    /// A text of picocli's as people see it: percent signs are doubled there, and `%n` is the end of a line.
    static String plain(String text) { return text.formatted().stripTrailing(); }
}
