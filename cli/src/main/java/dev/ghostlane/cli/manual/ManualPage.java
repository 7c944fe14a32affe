package dev.ghostlane.cli.manual;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// A manual page in the macros of man(7), made of what `--help` prints. picocli's own generator writes AsciiDoc, which
/// needs another program to become a page.
public final class ManualPage {
    private final StringBuilder page = new StringBuilder();

    private ManualPage() {}

    /// The pages of a command and its subcommands.
    ///
    /// @return pages by their names, such as `ghostlane-classify`
    public static Map<String, String> all(CommandLine command, String version) {
        Map<String, String> pages = new LinkedHashMap<>();
        String name = command.getCommandName();
        List<String> names = command.getSubcommands().keySet().stream().filter(other -> !other.equals("help"))
                .map(other -> name + "-" + other).toList();
        pages.put(name, of(command, name, version, names));
        command.getSubcommands().forEach((subcommand, line) -> {
            if (!subcommand.equals("help")) {
                pages.put(name + "-" + subcommand, of(line, name + "-" + subcommand, version, List.of(name)));
            }
        });
        return pages;
    }

    private static String of(CommandLine command, String name, String version, List<String> others) {
        ManualPage page = new ManualPage();
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        page.raw(".TH " + escaped(name).toUpperCase(Locale.ROOT) + " 1 \"\" \"ghostlane " + escaped(version)
                + "\" \"Ghostlane\"");
        page.section("NAME");
        page.text(name + " - " + Descriptions.summary(command));
        page.section("SYNOPSIS");
        page.text(command.getHelp().synopsis(0).strip().replaceAll("\\s+", " "));
        page.section("DESCRIPTION");
        page.paragraphs(Descriptions.paragraphs(command));
        page.commands(command);
        page.operands(command);
        page.options(command);
        page.section("EXIT STATUS");
        usage.exitCodeList().forEach((code, meaning) -> page.item(bold(code), Descriptions.plain(meaning)));
        if (usage.footer().length > 0) {
            page.section(heading(usage.footerHeading()));
            page.raw(".nf");
            Stream.of(usage.footer()).map(Descriptions::plain).forEach(page::example);
            page.raw(".fi");
        }
        page.section("SEE ALSO");
        page.raw(others.stream().map(other -> bold(other) + "(1)").collect(Collectors.joining(",\n")));
        return page.page.toString();
    }

    private static String heading(String text) {
        return Descriptions.plain(text).strip().replaceFirst(":$", "").toUpperCase(Locale.ROOT);
    }

    private void commands(CommandLine command) {
        if (!command.getSubcommands().isEmpty()) {
            section("COMMANDS");
            command.getSubcommands().forEach((name, line) -> item(bold(name), Descriptions.summary(line)));
        }
    }

    private void operands(CommandLine command) {
        List<? extends ArgSpec> operands = command.getCommandSpec().positionalParameters();
        if (!operands.isEmpty()) {
            section("ARGUMENTS");
            operands.forEach(operand -> item(italic(operand.paramLabel()), Descriptions.text(operand)));
        }
    }

    private void options(CommandLine command) {
        section("OPTIONS");
        for (OptionSpec option : command.getCommandSpec().options()) {
            String value = option.arity().max() == 0 ? "" : "=" + italic(option.paramLabel());
            item(Stream.of(option.names()).map(ManualPage::bold).collect(Collectors.joining(", ")) + value,
                    Descriptions.text(option));
        }
    }

    private void section(String name) { raw(".SH " + escaped(name)); }

    private void paragraphs(List<String> texts) {
        for (String text : texts) {
            raw(".PP");
            text(text);
        }
    }

    /// @param term as roff has it
    private void item(String term, String text) {
        raw(".TP");
        raw(term);
        text(text);
    }

    /// A line that is not filled.
    private void example(String line) {
        if (line.isBlank()) {
            raw(".sp");
        } else {
            text(line);
        }
    }

    /// Lines of plain text.
    private void text(String text) { text.lines().forEach(line -> raw(protectedStart(escaped(line)))); }

    private void raw(String line) { page.append(line).append('\n'); }

    private static String bold(String text) { return "\\fB" + escaped(text) + "\\fR"; }

    private static String italic(String text) { return "\\fI" + escaped(text) + "\\fR"; }

    /// A hyphen by itself would become one that cannot be searched for or pasted.
    private static String escaped(String text) { return text.replace("\\", "\\e").replace("-", "\\-"); }

    /// A dot or an apostrophe at the start of a line would make it a request.
    private static String protectedStart(String line) {
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }
}
