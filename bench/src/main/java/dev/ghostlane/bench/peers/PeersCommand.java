package dev.ghostlane.bench.peers;

import dev.ghostlane.bench.common.BenchCommand;
import dev.ghostlane.bench.common.Json;
import dev.ghostlane.bench.common.Program;
import dev.ghostlane.cli.measure.Machine;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.images.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The command that compares what an application can be made with.
///
/// Exit codes: 0 if something was compared, whoever was left out; 1 if something failed; 2 if the arguments make no
/// sense.
@Command(name = "peers",
        description = {
                "Compares applications that say what is on a photo: with Ghostlane, ONNX Runtime and DJL in Java, and"
                        + " with PyTorch and ONNX Runtime in Python. Each is a program of bench/programs in processes"
                        + " of its own, all with the same weights and photos, and is measured by turns. Reports a table"
                        + " in Markdown.",
                "What needs something that is not here is left out, and the report says what that is. DJL's jars,"
                        + " 120 MB, are fetched by Maven.",
                ""})
public final class PeersCommand extends BenchCommand {
    private static final int CLASSES = 1000;
    private static final long WEIGHT_SEED = 3;
    private static final double QUICK_SECONDS = 0.1;

    @Option(names = {"-m", "--model"}, paramLabel = "FILE",
            description = "Checkpoint of a GhostNetV2 for 224x224 with ImageNet's preprocessing. Default: random"
                    + " weights, which recognise nothing.")
    private Path model;

    @Option(names = "--width", paramLabel = "W", defaultValue = "1.0",
            description = "Width of the network with random weights. Default: ${DEFAULT-VALUE}.")
    private double width;

    @Option(names = "--size", split = ",", paramLabel = "WxH", defaultValue = "500x375,1920x1280,4000x3000",
            description = "Sizes of photos, width first. Default: ${DEFAULT-VALUE}.")
    private List<String> sizes;

    @Option(names = "--only", split = ",", paramLabel = "PEER", converter = PeerConverter.class,
            completionCandidates = PeerKeys.class,
            description = "Peers to compare: ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Peer> only = List.of(Peer.values());

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
            description = "Turns of each. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "2",
            description = "How long a turn takes; the warm-up takes five times as long. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--quick",
            description = "One turn of a tenth of a second: to see that all runs. The figures are none.")
    private boolean quick;

    @Option(names = "--python", paramLabel = "PROGRAM",
            description = "Python with PyTorch, Pillow and NumPy. Default: python3, or /usr/bin/python3 if that"
                    + " lacks them.")
    private String python;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all turns to a file, too.")
    private Path json;

    @Option(names = "--markdown", paramLabel = "FILE",
            description = "Writes the report to a file, too; between the lines '" + PeerTable.BEGIN + "' and '"
                    + PeerTable.END + "' if the file has them.")
    private Path markdown;

    @Override
    public Integer call() throws IOException {
        require(sizes.stream().allMatch(size -> size.matches("[1-9][0-9]{1,4}x[1-9][0-9]{1,4}")),
                "--size must be WxH, such as 1920x1280, found " + sizes);
        require(width > 0 && width <= 10, "--width must be above 0 and at most 10, found " + width);
        require(rounds >= 1 && rounds <= 100, "--rounds must be from 1 to 100, found " + rounds);
        require(seconds > 0 && seconds <= 600, "--seconds must be above 0 and at most 600, found " + seconds);
        try {
            return compare();
        } catch (CheckpointException | IllegalArgumentException | IllegalStateException e) {
            return failed(e.getMessage());
        }
    }

    private int compare() throws IOException {
        Path home = Program.home().toAbsolutePath();
        Path work = home.resolve("bench/target/peers");
        int cores = Runtime.getRuntime().availableProcessors();
        GhostNetV2 network = network();
        Map<Peer, Installation> peers = new EnumMap<>(Peer.class);
        Map<Peer, String> missing = new EnumMap<>(Peer.class);
        Installer installer = new Installer(home, work, network, model,
                python == null ? List.of("python3", "/usr/bin/python3") : List.of(python), err());
        for (Peer peer : only) {
            try {
                peers.put(peer, installer.install(peer));
            } catch (IllegalStateException e) {
                missing.put(peer, e.getMessage());
            }
        }
        List<Photos> photos = new ArrayList<>();
        for (String size : sizes) {
            err().println("bench/peers: photos of " + size);
            photos.add(Photos.of(size, home.resolve("bench/target/photos")));
        }
        List<Path> files = files(home, photos);
        Measurement found = new Measurement(peers, missing, photos, quick ? 1 : rounds,
                quick ? QUICK_SECONDS : seconds, err());
        found.starts();
        found.agreement(files, work.resolve("tensors"));
        found.speed(cores);
        if (peers.isEmpty()) {
            return failed("nothing is left to compare: " + missing);
        }
        List<Row> rows = new ArrayList<>(Rows.installed(peers, installer.programs()));
        rows.addAll(Rows.measured(found, photos, cores));
        rows.addAll(Rows.agreement(found, files.size()));
        String report = heading(network) + "\n" + PeerTable.of(List.copyOf(peers.keySet()), rows, missing);
        out().print(report);
        if (markdown != null) {
            PeerTable.write(markdown, report);
        }
        if (json != null) {
            writeJson(json, json(rows, missing, found));
        }
        return 0;
    }

    private GhostNetV2 network() {
        if (model == null) {
            return GhostNetV2.random(Configuration.of(width, CLASSES), WEIGHT_SEED);
        }
        GhostNetV2 network = GhostNetV2.load(model);
        Configuration found = network.configuration();
        if (!found.equals(Configuration.of(found.width(), found.classes()))
                || !network.preprocessing().equals(Preprocessing.IMAGENET)) {
            throw new IllegalArgumentException(model + ": expected a GhostNetV2 as published, with ImageNet's"
                    + " preprocessing (" + Preprocessing.IMAGENET + "), found " + network.description() + ", "
                    + network.preprocessing());
        }
        return network;
    }

    /// Those that are made and those of the project.
    private static List<Path> files(Path home, List<Photos> photos) throws IOException {
        try (Stream<Path> own = Files.list(home.resolve("testdata/photos"))) {
            return Stream.concat(photos.stream().flatMap(set -> set.files().stream()), own.sorted()).toList();
        }
    }

    /// What a reader must know to understand the table.
    private String heading(GhostNetV2 network) {
        StringBuilder text = new StringBuilder();
        text.append("- `").append(commandWords()).append("`, ").append(LocalDate.now()).append('\n');
        text.append("- ").append(Machine.describe().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue()).collect(Collectors.joining("; "))).append('\n');
        text.append("- ").append(model == null
                ? network.description()
                : network.description().replace(model.toString(), model.getFileName().toString())).append('\n');
        if (quick) {
            text.append("- **`--quick`: these are no figures**\n");
        }
        return text.toString();
    }

    /// The command as it was called, without folders of this machine.
    private String commandWords() {
        return spec().root().commandLine().getParseResult().originalArgs().stream()
                .map(word -> word.replaceFirst("^(/|\\.\\./).*/", "")).collect(Collectors.joining(" ", "bench/", ""));
    }

    private static Map<String, Object> json(List<Row> rows, Map<Peer, String> missing, Measurement found) {
        Map<String, Object> left = new LinkedHashMap<>();
        missing.forEach((peer, reason) -> left.put(peer.key(), reason));
        Map<String, Object> turns = new LinkedHashMap<>();
        found.turns().forEach((what, byPeer) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            byPeer.forEach((peer, list) -> values.put(peer.key(), list));
            turns.put(what, values);
        });
        return Json.map("environment", Machine.describe(), "date", LocalDate.now().toString(), "rows",
                rows.stream().map(Row::toMap).toList(), "left_out", left, "turns", turns);
    }

    private static final class PeerConverter implements ITypeConverter<Peer> {
        @Override
        public Peer convert(String text) {
            try {
                return Peer.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private static final class PeerKeys extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        private PeerKeys() { super(Peer.keys()); }
    }
}
