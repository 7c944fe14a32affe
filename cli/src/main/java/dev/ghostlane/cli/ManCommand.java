package dev.ghostlane.cli;

import dev.ghostlane.cli.console.FileRules;
import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.manual.ManualPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ghostlane man`: the help texts as manual pages.
@Command(name = "man", description = {"Prints the manual page of a command, or writes all of them.", "",
        "A page is text for the program man, section 1.", ""},
        exitCodeList = {"0:all went well", "1:a page could not be written", "2:wrong usage",
                Subcommand.EXIT_CODE_OF_MEMORY},
        footerHeading = "%nExamples:%n",
        footer = {"  ghostlane man classify | man -l -", "  ghostlane man --output ~/.local/share/man/man1"})
final class ManCommand extends Subcommand {

    @Option(names = {"-o", "--output"}, paramLabel = "DIR", description = "a folder that receives a file for each page")
    private Path output;

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "whose page (default: that of ghostlane itself)")
    private String name;

    @Override
    public Integer call() throws IOException {
        require(output == null || name == null, "--output writes all pages; leave out " + name);
        Map<String, String> pages = new TreeMap<>(ManualPage.all(GhostlaneCommand.commandLine(), Version.ghostlane()));
        if (output == null) {
            String page = name == null ? "ghostlane" : "ghostlane-" + name;
            require(pages.containsKey(page), "expected a command of 'ghostlane --help', found " + name);
            out().print(pages.get(page));
            return Main.GOOD;
        }
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new InputException(output + ": expected a folder, found a file of that name");
        }
        Files.createDirectories(output);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Path file = output.resolve(page.getKey() + ".1");
            FileRules.requireWritable(file);
            Files.writeString(file, page.getValue());
        }
        out().println(Text.printable(output + ": " + pages.size() + " pages"));
        return Main.GOOD;
    }
}
