package dev.ghostlane.cli;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.ModelException;
import dev.ghostlane.cli.console.OutputFormat;
import dev.ghostlane.cli.npy.NpzFile;
import dev.ghostlane.cli.npy.NpzRows;
import dev.ghostlane.cli.npy.TensorLayout;
import dev.ghostlane.cli.options.FormatOption;
import dev.ghostlane.cli.options.ImageArguments;
import dev.ghostlane.cli.options.ImageFiles;
import dev.ghostlane.cli.options.ImageSize;
import dev.ghostlane.cli.options.ModelOptions;
import dev.ghostlane.cli.options.ThreadsOption;
import dev.ghostlane.ghostnetv2.FeatureExtractor;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ghostlane features`: the feature maps of images.
@Command(name = "features", description = {"Writes feature maps of images, for detection, segmentation and the like.",
        "",
        "The output is a NumPy .npz file with a float32 array for each tap, under its name, which has a row for each"
                + " image. Of several images, which row is which image is printed as lines 'row TAB image', then"
                + " the shapes; other formats than table list the rows alone. An image that cannot be used has no"
                + " row, is reported at the end, and the exit code is 1. The file replaces an existing one"
                + " only when it is complete. The network runs no further than the last tap. Each thread"
                + " works on an image of its own; the output is the same on any number of threads.",
        ""})
final class FeaturesCommand extends Subcommand {

    @Option(names = {"-o", "--output"}, paramLabel = "F.npz", required = true, description = "receives the maps")
    private Path output;

    @Option(names = "--taps", paramLabel = "TAPS", defaultValue = "timm",
            description = "where: timm, as its features_only (conv_stem, blocks.1, 3, 5, 7); last, the last block of"
                    + " each stride (blocks.0, 2, 4, 6, 8); or names separated by commas, of these, blocks.9, pooled"
                    + " and head (default: ${DEFAULT-VALUE})")
    private String taps;

    @Option(names = "--size", paramLabel = "HxW",
            description = "resize all of the image to this size in pixels, height first (default: the model's"
                    + " preprocessing, which cuts a square out of the middle)")
    private ImageSize size;

    @Option(names = "--layout", paramLabel = "LAYOUT", defaultValue = "nhwc",
            description = "order of the axes: nhwc or nchw (default: ${DEFAULT-VALUE})")
    private TensorLayout layout;

    @Mixin
    private FormatOption format;

    @Mixin
    private ThreadsOption threads = ThreadsOption.allProcessors();

    @Mixin
    private ImageArguments images;

    @Mixin
    private ModelOptions model;

    @Override
    public Integer call() throws IOException {
        int count = threads.count();
        images.decoding();
        OutputFormat printed = format.format();
        List<Tap> wanted = wanted();
        ImageFiles found = images.files();
        for (Path file : found.files()) {
            requireOther(output, file, "an image and --output are the same file");
        }
        requireOther(output, model.path(), "--model and --output are the same file");
        GhostNetV2 network = model.load();
        try (ImageBatch<Map<Tap, FeatureMap>> batch = new ImageBatch<>(images, found, count, ImageBatch.LARGE,
                () -> worker(network, wanted), err())) {
            try (NpzRows rows = NpzRows.create(output)) {
                write(batch, rows, network.configuration(), printed, found.files().size() > 1);
                if (batch.interrupted()) {
                    say(output + ": not written, since not all images were done");
                } else if (rows.rows() > 0) {
                    say(output + ": " + wanted.size() + " feature maps, " + layout + ", model: "
                            + network.description());
                }
            }
            return batch.report();
        }
    }

    private void write(ImageBatch<Map<Tap, FeatureMap>> batch, NpzRows rows, Configuration configuration,
            OutputFormat printed, boolean several) throws IOException {
        boolean table = printed == OutputFormat.TABLE;
        AtomicReference<Map<Tap, FeatureMap>> last = new AtomicReference<>();
        try (RowReport report = RowReport.of(printed, out())) {
            batch.run((file, maps) -> {
                if (several || !table) {
                    report.add(rows.rows(), file);
                }
                rows.add(arrays(maps));
                last.set(maps);
            }, report::refuse);
        }
        if (rows.rows() > 0 && !batch.interrupted()) {
            rows.commit();
            if (table) {
                print(configuration, last.get(), rows.rows());
            }
        }
        out().flush();
    }

    private ImageBatch.Worker<Map<Tap, FeatureMap>> worker(GhostNetV2 network, List<Tap> wanted) {
        FeatureExtractor extractor = extractor(network, wanted);
        return new ImageBatch.Worker<>(image -> {
            Map<Tap, FeatureMap> maps = extractor.extract(image);
            maps.forEach((tap, map) -> Finite.require("the map of " + tap, map.data()));
            return maps;
        }, extractor::close);
    }

    private List<Tap> wanted() {
        try {
            return switch (taps) {
                case "timm" -> Tap.TIMM;
                case "last" -> Tap.LAST;
                default -> Stream.of(taps.split(",", -1)).map(Tap::named).distinct().toList();
            };
        } catch (IllegalArgumentException e) {
            throw wrongUsage("--taps must be timm, last or names: " + e.getMessage(), e);
        }
    }

    private FeatureExtractor extractor(GhostNetV2 network, List<Tap> wanted) {
        try {
            return size == null
                    ? network.features(wanted)
                    : network.features(wanted, size.height(), size.width(), 1);
        } catch (IllegalArgumentException e) {
            if (size != null && isPossible(network, wanted)) {
                throw new InputException("--size " + size + ": " + e.getMessage(), e);
            }
            throw new ModelException("model: " + e.getMessage(), e);
        }
    }

    /// Whether the model has these taps, whatever the size.
    private static boolean isPossible(GhostNetV2 network, List<Tap> wanted) {
        try {
            network.features(wanted).close();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private List<NpzFile.Array> arrays(Map<Tap, FeatureMap> maps) {
        return maps.entrySet().stream().map(entry -> new NpzFile.Array(entry.getKey().toString(),
                layout.shape(entry.getValue()), layout.fromNhwc(entry.getValue()))).toList();
    }

    private void print(Configuration configuration, Map<Tap, FeatureMap> maps, int rows) {
        String line = "%-10s %8s %10s  %s";
        print(line, "tap", "stride", "channels", "shape");
        maps.forEach((tap, map) -> print(line, tap,
                tap.stride(configuration) == 0 ? "-" : tap.stride(configuration), map.channels(),
                Stream.concat(Stream.of(rows), layout.shape(map).stream().skip(1)).map(String::valueOf)
                        .collect(Collectors.joining("×"))));
    }
}
