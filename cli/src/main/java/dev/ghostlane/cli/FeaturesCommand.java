package dev.ghostlane.cli;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.npy.NpzFile;
import dev.ghostlane.cli.npy.TensorLayout;
import dev.ghostlane.cli.options.ImageOptions;
import dev.ghostlane.cli.options.ImageSize;
import dev.ghostlane.cli.options.ModelOptions;
import dev.ghostlane.ghostnetv2.FeatureExtractor;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ghostlane features`: the feature maps of an image.
@Command(name = "features", description = {"Writes feature maps of an image, for detection, segmentation and the like.",
        "",
        "The output is a NumPy .npz file with a float32 array for each tap, under its name. It replaces an existing"
                + " file only when it is complete. The network runs no further than the last tap.",
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

    @Parameters(paramLabel = "IMAGE", description = "an image file: PNG, JPEG, GIF, BMP or TIFF")
    private Path image;

    @Mixin
    private ImageOptions imageOptions;

    @Mixin
    private ModelOptions model;

    @Override
    public Integer call() throws IOException {
        imageOptions.decoding();
        List<Tap> wanted = wanted();
        requireOther(output, image, "the image and --output are the same file");
        requireOther(output, model.path(), "--model and --output are the same file");
        GhostNetV2 network = model.load();
        try (FeatureExtractor extractor = extractor(network, wanted)) {
            Map<Tap, FeatureMap> maps = imageOptions.decode(image, extractor::extract);
            NpzFile.write(output, arrays(maps));
            print(network.configuration(), maps);
        }
        say(output + ": " + wanted.size() + " feature maps, " + layout + ", model: " + network.description());
        return Main.GOOD;
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
            throw new InputException((size == null ? "model" : "--size " + size) + ": " + e.getMessage(), e);
        }
    }

    private List<NpzFile.Array> arrays(Map<Tap, FeatureMap> maps) {
        return maps.entrySet().stream().map(entry -> new NpzFile.Array(entry.getKey().toString(),
                layout.shape(entry.getValue()), layout.fromNhwc(entry.getValue()))).toList();
    }

    private void print(Configuration configuration, Map<Tap, FeatureMap> maps) {
        String line = "%-10s %8s %10s  %s";
        print(line, "tap", "stride", "channels", "shape");
        maps.forEach((tap, map) -> print(line, tap,
                tap.stride(configuration) == 0 ? "-" : tap.stride(configuration), map.channels(),
                layout.shape(map).stream().map(String::valueOf).collect(Collectors.joining("×"))));
        out().flush();
    }
}
