package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Json;
import dev.ghostlane.cli.console.OutputFormat;
import dev.ghostlane.cli.console.Records;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.options.FormatOption;
import dev.ghostlane.cli.options.ModelDownload;
import dev.ghostlane.ghostnetv2.hub.Hub;
import dev.ghostlane.ghostnetv2.hub.HubException;
import dev.ghostlane.ghostnetv2.hub.HubModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ghostlane pull`: models with ImageNet's weights, by name.
@Command(name = "pull", description = {
        "Downloads timm's models from the Hugging Face hub into the cache and prints where they are.",
        "",
        "With the same names, -m NAME takes a model from there, and downloads it on first use. A download that was"
                + " interrupted goes on where it was; length and SHA-256 must be those that the hub states.",
        ""},
        footerHeading = "%nEnvironment:%n",
        footer = {"  GHOSTLANE_CACHE   folder of the cache (default: ghostlane in XDG_CACHE_HOME or ~/.cache)",
                "  HF_ENDPOINT, HF_TOKEN, HF_TOKEN_PATH, HF_HOME, HF_HUB_OFFLINE, HF_HUB_DOWNLOAD_TIMEOUT,",
                "  HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY   as the hub's own tools and curl know them"})
final class PullCommand extends Subcommand {

    private static final String ROW = "%-20s %8s  %-32s %s";

    @Option(names = {"-l", "--list"}, description = "show the names, and what is in the cache; needs no network")
    private boolean list;

    @Option(names = {"-f", "--force"}, description = "download again what is in the cache")
    private boolean force;

    @Option(names = "--offline", description = "only say whether the models are in the cache")
    private boolean offline;

    @Mixin
    private FormatOption format;

    /// For the completion of shells.
    private static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() { return HubModel.ALL.stream().map(HubModel::name).iterator(); }
    }

    @Parameters(paramLabel = "NAME", arity = "0..*", completionCandidates = Names.class,
            description = "models, see --list")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        require(!list || names.isEmpty(), "--list shows all models; leave out " + String.join(" ", names));
        require(list || !names.isEmpty(), "expected names of models, or --list to see them");
        OutputFormat printed = format.format();
        if (list) {
            list(printed);
            return Main.GOOD;
        }
        List<HubModel> models = names.stream().map(this::model).toList();
        return printed == OutputFormat.TABLE
                ? pull(models, (_, file) -> out().println(file), (_, _) -> {})
                : pull(models, printed);
    }

    private int pull(List<HubModel> models, OutputFormat printed) {
        try (Records records = new Records(out(), printed, "name", "file", "error")) {
            return pull(models,
                    (name, file) -> records.add(Json.object("name", name, "file", file.toString())),
                    (name, error) -> records.add(Json.object("name", name, "error", error)));
        }
    }

    private int pull(List<HubModel> models, BiConsumer<String, Path> pulled, BiConsumer<String, String> refused) {
        int code = Main.GOOD;
        for (HubModel model : models) {
            try {
                pulled.accept(model.name(), ModelDownload.pull(model, force, offline, err()));
            } catch (HubException e) {
                code = Failures.report(e, err());
                refused.accept(model.name(), Failures.reason(model.name(), e));
            }
        }
        return code;
    }

    private HubModel model(String name) {
        return HubModel.find(name).orElseThrow(() -> wrongUsage("expected one of "
                + HubModel.ALL.stream().map(HubModel::name).collect(Collectors.joining(", ")) + ", found " + name,
                null));
    }

    private void list(OutputFormat printed) throws IOException {
        Hub hub = ModelDownload.hub(offline);
        if (printed != OutputFormat.TABLE) {
            try (Records records = new Records(out(), printed, "name", "bytes", "network", "cached", "file")) {
                for (HubModel model : HubModel.ALL) {
                    records.add(Json.object("name", model.name(),
                            "bytes", hub.has(model) ? (Object) Files.size(hub.file(model)) : null,
                            "network", model.network(), "cached", hub.has(model), "file", hub.file(model).toString()));
                }
            }
            return;
        }
        print(ROW, "name", "size", "what", "in the cache");
        for (HubModel model : HubModel.ALL) {
            long partial = hub.partial(model);
            String cached = hub.has(model) ? "yes" : partial == 0 ? "no" : megabytes(partial) + " of it";
            String size = hub.has(model)
                    ? megabytes(Files.size(hub.file(model)))
                    : model.megabytes() == 0 ? "unknown" : "≈ " + model.megabytes() + " MB";
            print(ROW, model.name(), size, model.network(), cached);
        }
        out().println();
        out().println("cache: " + ModelDownload.settings(offline).cache());
    }

    private static String megabytes(long bytes) { return Text.format("%.1f MB", bytes / 1e6); }
}
