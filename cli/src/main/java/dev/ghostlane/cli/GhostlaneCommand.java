package dev.ghostlane.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `ghostlane` itself: holds the subcommands together.
@Command(name = "ghostlane", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = {"GhostNetV2 and GhostNet on the JVM: classifies images, runs tensors, measures.", ""},
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all went well", "1:a file could not be used: image, model or tensor; the message says why",
                "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {"  ghostlane classify photo.jpg", "  ghostlane classify --json *.png",
                "  ghostlane bench --width 1.0 --size 224x224 --threads 1", "  ghostlane help bench", "",
                "GHOSTLANE_JAVA_HOME chooses the JDK, GHOSTLANE_JAVA_OPTS adds options of java,",
                "GHOSTLANE_DEBUG=1 prints the stack trace of an error."},
        subcommands = {ClassifyCommand.class, InferCommand.class, InspectCommand.class, ExportCommand.class,
                BenchCommand.class, DoctorCommand.class, HelpCommand.class})
final class GhostlaneCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command");
    }
}
