package dev.ghostlane.cli;

import dev.ghostlane.cli.attention.Page;
import dev.ghostlane.cli.attention.Photo;
import dev.ghostlane.cli.attention.Picture;
import dev.ghostlane.cli.attention.Sheet;
import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.ModelException;
import dev.ghostlane.cli.options.FormatOption;
import dev.ghostlane.cli.options.ImageFiles;
import dev.ghostlane.cli.options.ImageOptions;
import dev.ghostlane.cli.options.ModelOptions;
import dev.ghostlane.cli.options.NewFile;
import dev.ghostlane.ghostnetv2.AttentionMaps;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Selection;
import dev.ghostlane.ghostnetv2.files.WholeFile;
import dev.ghostlane.images.ImageSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ghostlane attention`: what a network looks at in a photo.
@Command(name = "attention", description = {"Shows what the network attends to in a photo.", "",
        "For each gated block: the map of its decoupled fully connected attention over the photo, as the mean over the"
                + " channels and for the channels that differ most from place to place, and how far its strips reach."
                + " For the most probable classes: which places of the photo speak for them, and which against.",
        "",
        "The output is one page of HTML without scripts, or one picture. A network without this attention, such as"
                + " GhostNet, has the maps of the classes alone. Figures of the maps are printed; with --format csv"
                + " those of the gates.",
        ""})
final class AttentionCommand extends Subcommand {

    /// Most channels of a block that are shown.
    private static final int MOST_CHANNELS = 64;

    private static final int USUAL_CLASSES = 3;

    @Option(names = {"-o", "--output"}, paramLabel = "F.html|F.png", required = true,
            description = "receives the page or the picture")
    private Path output;

    @Mixin
    private NewFile file;

    @Option(names = {"-k", "--top"}, paramLabel = "K",
            description = "for how many classes the evidence is shown, the most probable first (default: "
                    + USUAL_CLASSES + ", or all of --class)")
    private Integer k;

    @Option(names = "--class", paramLabel = "LABEL",
            description = "show the evidence for this label, or the class of this number; may be repeated")
    private List<String> classes;

    @Option(names = "--channels", paramLabel = "N", defaultValue = "4",
            description = "how many channels of each block are shown, 1 to " + MOST_CHANNELS
                    + " (default: ${DEFAULT-VALUE})")
    private int channels;

    @Mixin
    private FormatOption format;

    @Mixin
    private ImageOptions images;

    @Parameters(paramLabel = "PHOTO",
            description = "an image file (PNG, JPEG, GIF, BMP, TIFF); - is the standard input")
    private String photo;

    @Mixin
    private ModelOptions model;

    @Override
    public Integer call() throws IOException {
        require(k == null || k >= 1, "--top must be at least 1, found " + k);
        require(channels >= 1 && channels <= MOST_CHANNELS,
                "--channels must be from 1 to " + MOST_CHANNELS + ", found " + channels);
        String ending = output.toString().toLowerCase(Locale.ROOT);
        require(ending.endsWith(".html") || ending.endsWith(".png"),
                "--output must end in .html or .png, found " + output);
        format.format();
        images.decoding();
        file.require(output);
        Path found = photo();
        requireOther(output, found, "the photo and --output are the same file");
        requireOther(output, model.path(), "--model and --output are the same file");
        GhostNetV2 network = model.load();
        Selection selection = selection(network);
        Sheet sheet = images.decode(found, source -> sheet(source, found, network, selection));
        file.write(output, (path, replace) -> WholeFile.write(path, replace,
                out -> {
                    if (ending.endsWith(".png")) {
                        Picture.write(sheet, out);
                    } else {
                        Page.write(sheet, out);
                    }
                }));
        if (!sheet.without().isEmpty()) {
            say(sheet.without());
        }
        say(output + ": " + sheet.gates().size() + " attention maps, model: " + network.description());
        return Main.GOOD;
    }

    private Path photo() {
        ImageFiles found = ImageFiles.of(List.of(photo));
        if (!found.failures().isEmpty()) {
            throw found.failures().getFirst().cause();
        }
        if (found.files().size() != 1) {
            throw new InputException(photo + ": expected one photo, found " + found.files().size());
        }
        return found.files().getFirst();
    }

    /// What the page calls the photo: who gets it need not know the folders of this machine.
    private static String name(Path photo) { return String.valueOf(photo.getFileName()); }

    private Selection selection(GhostNetV2 network) {
        try {
            Selection all = network.selection();
            Selection selection = classes == null ? all : all.allow(classes);
            return k == null && classes != null ? selection : selection.top(k == null ? USUAL_CLASSES : k);
        } catch (IllegalArgumentException e) {
            throw wrongUsage("--class: " + e.getMessage(), e);
        }
    }

    private Sheet sheet(ImageSource source, Path found, GhostNetV2 network, Selection selection) {
        // The photo is read twice, the standard input cannot.
        ImageSource kept = source.loaded(images.decoding()).decodedBy(images.decoding());
        AttentionMaps maps = maps(kept, network, selection);
        BufferedImage image = Photo.of(kept, network.preprocessing());
        new AttentionReport(found.toString(), maps, channels).print(format.format(), out());
        return Sheet.of(name(found), network, maps, image, channels);
    }

    private static AttentionMaps maps(ImageSource source, GhostNetV2 network, Selection selection) {
        try {
            return network.attention(source, selection);
        } catch (ArithmeticException e) {
            throw new InputException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ModelException("model: " + e.getMessage(), e);
        }
    }
}
