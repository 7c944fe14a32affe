package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Colours;
import dev.ghostlane.cli.console.Json;
import dev.ghostlane.cli.console.OutputFormat;
import dev.ghostlane.cli.console.Records;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.options.CheckpointOptions;
import dev.ghostlane.cli.options.FormatOption;
import dev.ghostlane.cli.options.ImageSize;
import dev.ghostlane.cli.options.Models;
import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Profile;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.ghostnetv2.checkpoint.Finding;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ghostlane inspect`: what a checkpoint holds.
@Command(name = "inspect", description = {"Shows what a checkpoint is and which steps run for an image.", "",
        "Multiply-adds (MACs) are those of one image. Batch normalisation and activations are folded into"
                + " the steps that they follow. With --format csv the steps alone are printed.",
        ""})
final class InspectCommand extends Subcommand {
    private static final int VALUE_LENGTH = 80;
    private static final int FINDING_LENGTH = 400;

    @Option(names = "--size", paramLabel = "HxW",
            description = "size of the image in pixels, height first (default: the model's input size)")
    private ImageSize size;

    @Mixin
    private FormatOption format;

    @Parameters(paramLabel = "MODEL", description = CheckpointOptions.CHECKPOINT)
    private Path model;

    @Mixin
    private CheckpointOptions options;

    @Override
    public Integer call() {
        OutputFormat printed = format.format();
        GhostNetV2 network = options.load(model);
        ImageSize image = size == null ? Models.inputSize(network) : size;
        CompiledNetwork compiled = network.configuration().classes() > 0
                ? network.compiled()
                : network.compiled(List.of(Tap.HEAD));
        Plan plan = Models.plan(compiled, 1, image, size == null ? model.toString() : "--size " + size);
        switch (printed) {
            case TABLE -> print(network, plan);
            case JSON, JSONL -> Records.one(out(), printed, asMap(network, plan));
            case CSV -> {
                try (Records records = new Records(out(), printed, "value", "kind", "output", "multiply_adds")) {
                    asMaps(plan).forEach(records::add);
                }
            }
        }
        return Main.GOOD;
    }

    private static Map<String, Object> asMap(GhostNetV2 network, Plan plan) {
        Configuration configuration = network.configuration();
        Map<String, Object> report = Json.object("description", network.description(),
                "found", network.findings().stream().map(finding -> Json.object("subject", finding.subject(), "text",
                        finding.text())).toList(),
                "network", configuration.variant().toString(), "width", configuration.width(),
                "classes", configuration.classes(), "stem_stride", configuration.stemStride());
        if (configuration.variant() != Variant.GHOSTNET) {
            report.put("upsample", configuration.upsample().name().toLowerCase(Locale.ROOT));
        }
        report.putAll(Json.object("parameters", network.parameters(), "input", plan.inputShape().toString(),
                "multiply_adds", plan.multiplyAdds(), "working_memory_bytes", plan.sessionBytes(1),
                "metadata", network.metadata(), "steps", asMaps(plan)));
        return report;
    }

    private static List<Map<String, Object>> asMaps(Plan plan) {
        try (Session session = plan.session()) {
            return session.profile().entries().stream().map(step -> Json.object("value", step.name(),
                    "kind", step.kind(), "output", step.output().toString(), "multiply_adds", step.multiplyAdds()))
                    .toList();
        }
    }

    private void print(GhostNetV2 network, Plan plan) {
        PrintWriter out = out();
        out.println(Colours.ofOutput().bold(Text.printable(network.description())));
        out.println();
        out.println("found");
        for (Finding finding : network.findings()) {
            line("  " + finding.subject(), Text.shorten(finding.text(),
                    finding.subject().equals(Finding.GLOBALS) ? Integer.MAX_VALUE : FINDING_LENGTH));
        }
        out.println();
        Configuration configuration = network.configuration();
        line("network", configuration.variant());
        line("width", configuration.width());
        line("classes", configuration.classes());
        line("stem stride", configuration.stemStride());
        if (configuration.variant() != Variant.GHOSTNET) {
            line("upsample", configuration.upsample().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        line("parameters", Text.format("%,d", network.parameters()));
        line("input", plan.inputShape());
        line("MACs", Text.format("%,d", plan.multiplyAdds()));
        line("working memory", Text.format("%,d bytes", plan.sessionBytes(1)));
        out.println();
        if (!network.metadata().isEmpty()) {
            out.println("metadata");
            network.metadata().forEach((key, value) -> line("  " + Text.shorten(key, 20),
                    Text.shorten(value, VALUE_LENGTH)));
            out.println();
        }
        steps(plan);
    }

    private void line(String name, Object value) { print("%-16s %s", name, value); }

    private void steps(Plan plan) {
        String form = "%-42s %-15s %16s %10s";
        print(form, "value", "kind", "output", "M MACs");
        try (Session session = plan.session()) {
            for (Profile.Entry step : session.profile().entries()) {
                print(form, step.name(), step.kind(), step.output(), Text.format("%.3f", step.multiplyAdds() / 1e6));
            }
        }
    }
}
