package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.options.ImageSize;
import dev.ghostlane.cli.options.ModelOptions;
import dev.ghostlane.cli.options.Models;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Profile;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.Finding;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ghostlane inspect`: what a checkpoint holds.
@Command(name = "inspect", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = {"Shows what a checkpoint is and which steps run for an image.", "",
                "Multiply-adds (MACs) are those of one image. Batch normalisation and activations are folded into"
                        + " the steps that they follow.",
                ""})
final class InspectCommand implements Callable<Integer> {
    private static final int VALUE_LENGTH = 80;
    private static final int FINDING_LENGTH = 400;

    @Option(names = "--size", paramLabel = "HxW", converter = ImageSize.Converter.class,
            description = "size of the image in pixels, height first (default: the model's input size)")
    private ImageSize size;

    @Parameters(paramLabel = "MODEL", description = Models.CHECKPOINT)
    private Path model;

    @Mixin
    private ModelOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        GhostNetV2 network = options.load(model);
        ImageSize image = size == null ? Models.inputSize(network) : size;
        Plan plan = Models.plan(network, 1, image, size == null ? model.toString() : "--size " + size);
        PrintWriter out = spec.commandLine().getOut();
        out.println(Text.printable(network.description()));
        out.println();
        out.println("found");
        for (Finding finding : network.findings()) {
            line(out, "  " + finding.subject(), Text.shorten(finding.text(), FINDING_LENGTH));
        }
        out.println();
        Configuration configuration = network.configuration();
        line(out, "network", configuration.variant());
        line(out, "width", configuration.width());
        line(out, "classes", configuration.classes());
        line(out, "stem stride", configuration.stemStride());
        if (configuration.variant() != Variant.GHOSTNET) {
            line(out, "upsample", configuration.upsample().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        line(out, "parameters", Text.format("%,d", network.parameters()));
        line(out, "input", plan.inputShape());
        line(out, "MACs", Text.format("%,d", plan.multiplyAdds()));
        line(out, "working memory", Text.format("%,d bytes", plan.sessionBytes(1)));
        out.println();
        if (!network.metadata().isEmpty()) {
            out.println("metadata");
            network.metadata().forEach((key, value) -> line(out, "  " + Text.shorten(key, 20),
                    Text.shorten(value, VALUE_LENGTH)));
            out.println();
        }
        steps(out, plan);
        return Main.GOOD;
    }

    private static void line(PrintWriter out, String name, Object value) {
        out.println(Text.format("%-16s %s", name, value));
    }

    private static void steps(PrintWriter out, Plan plan) {
        String form = "%-42s %-15s %16s %10s";
        out.println(Text.format(form, "value", "kind", "output", "M MACs"));
        try (Session session = plan.session()) {
            for (Profile.Entry step : session.profile().entries()) {
                out.println(Text.format(form, step.name(), step.kind(), step.output(),
                        Text.format("%.3f", step.multiplyAdds() / 1e6)));
            }
        }
    }
}
