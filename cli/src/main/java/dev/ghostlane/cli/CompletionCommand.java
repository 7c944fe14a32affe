package dev.ghostlane.cli;

import dev.ghostlane.cli.manual.FishCompletion;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `ghostlane completion`: a script by which a shell completes the command's arguments.
@Command(name = "completion", description = {"Prints a script by which a shell completes commands and options.", "",
        "It completes the command by its name, in whatever folder it is.", ""},
        exitCodeList = {"0:the script was printed", "2:wrong usage", Subcommand.EXIT_CODE_OF_MEMORY},
        footerHeading = "%nFor the shell that runs:%n",
        footer = {"  bash, zsh   eval \"$(ghostlane completion bash)\"",
                "  fish        ghostlane completion fish | source"})
final class CompletionCommand extends Subcommand {

    /// Who completes.
    private enum Shell {
        BASH, ZSH, FISH;

        /// As arguments have it.
        @Override
        public String toString() { return name().toLowerCase(Locale.ROOT); }
    }

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
    private Shell shell;

    @Override
    public Integer call() {
        out().print(switch (shell) {
            // One script for both.
            case BASH, ZSH -> AutoComplete.bash("ghostlane", GhostlaneCommand.commandLine());
            case FISH -> FishCompletion.of(GhostlaneCommand.commandLine());
        });
        return Main.GOOD;
    }
}
