package dev.ghostlane.cli;

import dev.ghostlane.cli.options.ImageSize;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `ghostlane` itself: holds the subcommands together.
@Command(name = "ghostlane", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = {"The GhostNet family on the JVM: classifies images, runs tensors, measures.", ""},
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = Subcommand.EXIT_CODES_HEADING,
        exitCodeList = {"0:all went well",
                "1:an image or another file could not be used, or a result could not be written; the message says"
                        + " which",
                "2:wrong usage", "3:the model is not there or cannot be used", Subcommand.EXIT_CODE_OF_MEMORY,
                "5:a model could not be downloaded", "130:interrupted by Ctrl-C; what was finished is printed"},
        footerHeading = "%nExamples:%n",
        footer = {"  ghostlane classify photo.jpg", "  ghostlane classify --upright --format csv photos",
                "  ghostlane embed photos --output embeddings.npy",
                "  ghostlane bench --width 1.0 --size 224x224 --threads 1", "  ghostlane help bench", "",
                "GHOSTLANE_JAVA_HOME chooses the JDK, GHOSTLANE_JAVA_OPTS adds options of java,",
                "GHOSTLANE_DEBUG=1 prints the stack trace of an error."})
public final class GhostlaneCommand implements Runnable {

    private static final Map<String, Class<?>> SUBCOMMANDS = new LinkedHashMap<>();

    static {
        SUBCOMMANDS.put("classify", ClassifyCommand.class);
        SUBCOMMANDS.put("embed", EmbedCommand.class);
        SUBCOMMANDS.put("features", FeaturesCommand.class);
        SUBCOMMANDS.put("attention", AttentionCommand.class);
        SUBCOMMANDS.put("infer", InferCommand.class);
        SUBCOMMANDS.put("inspect", InspectCommand.class);
        SUBCOMMANDS.put("convert", ConvertCommand.class);
        SUBCOMMANDS.put("pull", PullCommand.class);
        SUBCOMMANDS.put("export", ExportCommand.class);
        SUBCOMMANDS.put("bench", BenchCommand.class);
        SUBCOMMANDS.put("vectors", VectorsCommand.class);
        SUBCOMMANDS.put("check", CheckCommand.class);
        SUBCOMMANDS.put("soak", SoakCommand.class);
        SUBCOMMANDS.put("doctor", DoctorCommand.class);
        SUBCOMMANDS.put("completion", CompletionCommand.class);
        SUBCOMMANDS.put("man", ManCommand.class);
        SUBCOMMANDS.put("help", HelpCommand.class);
    }

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command");
    }

    /// The command line for these arguments. If they begin with a subcommand, it knows that one alone: to describe all
    /// of them takes picocli a fifth of the time of classifying an image.
    public static CommandLine commandLine(String... args) {
        CommandLine command = new CommandLine(new GhostlaneCommand());
        String first = args.length == 0 ? "" : args[0];
        boolean one = SUBCOMMANDS.containsKey(first) && !first.equals("help");
        SUBCOMMANDS.forEach((name, type) -> {
            if (!one || name.equals(first)) {
                command.addSubcommand(name, type);
            }
        });
        return command.registerConverter(ImageSize.class, ImageSize::parse).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
