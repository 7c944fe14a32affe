package dev.ghostlane.bench.photos;

import dev.ghostlane.bench.common.BenchCommand;
import dev.ghostlane.bench.common.Json;
import dev.ghostlane.bench.common.Program;
import dev.ghostlane.bench.compare.OnnxRuntime;
import dev.ghostlane.cli.measure.Machine;
import dev.ghostlane.images.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// The command that measures the way from photos to logits.
///
/// Exit codes: 0 if all was measured, 1 if something failed or bits differ, 2 if the arguments make no sense.
@Command(name = "photos",
        description = {
                "Measures the way from a photo's file to logits: Ghostlane and its parts, the JDK's ImageIO, Pillow and"
                        + " torchvision where Python has them, networks on Ghostlane and ONNX Runtime; on one thread"
                        + " and on all. Lists are separated by commas; all combinations are measured.",
                ""})
public final class PhotosCommand extends BenchCommand {

    @Parameters(paramLabel = "FOLDER", arity = "0..*",
            description = "Folders of photos, JPEG and PNG, each a set; instead of those that are made.")
    private List<Path> folders = List.of();

    @Option(names = "--size", split = ",", paramLabel = "WxH", defaultValue = "500x375,1920x1280,4000x3000",
            description = "Sizes of photos to make, width first. Default: ${DEFAULT-VALUE}.")
    private List<String> sizes;

    @Option(names = "--bits", split = ",", paramLabel = "B", defaultValue = "2",
            description = "Bits a pixel that JPEG files are to have. Default: ${DEFAULT-VALUE}.")
    private List<Double> bits;

    @Option(names = "--sampling", split = ",", paramLabel = "S", defaultValue = "4:2:0",
            converter = SamplingConverter.class,
            description = "Colour of JPEG files: 4:4:4, 4:2:2, 4:2:0, 4:4:0 or gray. Default: ${DEFAULT-VALUE}.")
    private List<Sampling> samplings;

    @Option(names = "--kind", split = ",", paramLabel = "K", defaultValue = "baseline",
            converter = KindConverter.class,
            description = "Kinds of files: baseline, progressive, png. Default: ${DEFAULT-VALUE}.")
    private List<PhotoKind> kinds;

    @Option(names = "--photos", paramLabel = "N", defaultValue = "3",
            description = "Photos of a set, where they are made. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(names = "--width", paramLabel = "W", defaultValue = "1.0",
            description = "Width of the network, which has random weights. Default: ${DEFAULT-VALUE}.")
    private double width;

    @Option(names = "--threads", paramLabel = "N",
            description = "How many \"all\" threads are. Default: all processors.")
    private Integer threads;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "1",
            description = "How long each is timed, after the warm-up. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--classify",
            description = {"Times 'ghostlane classify -k 1 --json' on a folder of these photos as well: photos a second"
                    + " after start-up, beside the others on all threads, by turns."})
    private boolean classify;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
            description = "Turns of --classify. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--python", paramLabel = "PROGRAM",
            description = "Python with Pillow and perhaps torchvision. Default: python3, or /usr/bin/python3 if"
                    + " that has no Pillow.")
    private String python;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results to a file, too.")
    private Path json;

    @Option(names = "--chart", paramLabel = "FILE.svg", description = "Draws a chart of the times on one thread.")
    private Path chart;

    @Option(names = "--in-process", hidden = true, description = "Measures in this process: for tests.")
    private boolean here;

    @Override
    public Integer call() throws IOException {
        require(sizes.stream().allMatch(size -> size.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")),
                "--size must be WxH, such as 1920x1280, found " + sizes);
        require(bits.stream().allMatch(value -> value > 0 && value <= 24), "--bits must be above 0 and at most 24");
        require(count >= 1 && count <= 1000, "--photos must be from 1 to 1000, found " + count);
        require(width > 0 && width <= 10, "--width must be above 0 and at most 10, found " + width);
        require(threads == null || threads >= 1 && threads <= 64, "--threads must be from 1 to 64, found " + threads);
        require(seconds > 0 && seconds <= 600, "--seconds must be above 0 and at most 600, found " + seconds);
        require(rounds >= 1 && rounds <= 100, "--rounds must be from 1 to 100, found " + rounds);
        try {
            return measure();
        } catch (IllegalArgumentException | IllegalStateException | ImageException e) {
            return failed(e.getMessage());
        }
    }

    private int measure() throws IOException {
        Path work = Program.home().resolve("bench/target/photos");
        int all = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        printEnvironment();
        String program = peers();
        out().println();
        List<PhotoSet> sets = sets(work);
        List<PhotoResult> results = new ArrayList<>();
        List<Map<String, Object>> rates = new ArrayList<>();
        try (ModelFiles model = ModelFiles.of(width)) {
            for (PhotoSet set : sets) {
                PhotoFork.Order order = new PhotoFork.Order(set.files(), List.of(), all, width, model.onnx(), program,
                        seconds, !classify);
                if (classify) {
                    ClassifyRates found = ClassifyRates.measure(set, order, model.safetensors(), work, rounds, err());
                    out().print(found.text());
                    rates.add(found.toMap());
                } else {
                    results.add(measure(set, order));
                    out().print(PhotoTable.of(results.getLast()));
                }
                out().flush();
            }
        }
        if (json != null) {
            writeJson(json, Json.map("environment", Machine.describe(), "onnxruntime", OnnxRuntime.version(), "width",
                    width, "results", classify ? rates : results.stream().map(PhotoResult::toMap).toList()));
        }
        if (chart != null && !results.isEmpty()) {
            Files.writeString(chart, PhotoChart.of(results));
        }
        return 0;
    }

    /// Says which peers there are.
    ///
    /// @return Python; empty if it has no Pillow
    private String peers() throws IOException {
        out().println("ONNX Runtime: " + OnnxRuntime.version());
        String program = Python.find(python == null ? List.of("python3", "/usr/bin/python3") : List.of(python))
                .orElse("");
        if (program.isEmpty()) {
            out().println("Pillow, torchvision: left out, since Python has no Pillow (Debian: apt install python3-pil"
                    + " python3-torchvision)");
            return program;
        }
        try (Python peer = new Python(program)) {
            Stream.of("pillow", "torchvision").forEach(
                    name -> out().println(name + ": " + peer.versions().getOrDefault(name, "left out, not installed")));
        }
        return program;
    }

    private List<PhotoSet> sets(Path work) throws IOException {
        List<PhotoSet> sets = new ArrayList<>();
        for (Path folder : folders) {
            sets.add(PhotoSet.of(folder));
        }
        if (!sets.isEmpty()) {
            return sets;
        }
        for (MadePhoto photo : made()) {
            err().println("bench/photos: photos of " + photo.description());
            sets.add(PhotoSet.of(photo, work, count));
        }
        return sets;
    }

    private List<MadePhoto> made() {
        List<MadePhoto> photos = new ArrayList<>();
        for (String size : sizes) {
            String[] sides = size.split("x");
            for (PhotoKind kind : kinds) {
                for (Sampling sampling : kind == PhotoKind.PNG ? samplings.subList(0, 1) : samplings) {
                    for (double value : kind == PhotoKind.PNG ? bits.subList(0, 1) : bits) {
                        photos.add(new MadePhoto(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), kind, value,
                                sampling));
                    }
                }
            }
        }
        return photos;
    }

    /// In one process Ghostlane and its peers, in another its parts: kernels that do nothing are a kind of kernels
    /// more, for which the compiler makes other code.
    private PhotoResult measure(PhotoSet set, PhotoFork.Order order) throws IOException {
        err().println("bench/photos: " + set);
        PhotoFork.Outcome found = PhotoFork.start(order.with(Stream.of(Way.values()).filter(way -> !way.isPart())
                .toList()), here);
        if (set.files().stream().allMatch(file -> file.toString().toLowerCase(Locale.ROOT)
                .matches(".*\\.jpe?g"))) {
            found.one().putAll(PhotoFork.start(order.with(Stream.of(Way.values()).filter(Way::isPart).toList()), here)
                    .one());
        }
        return new PhotoResult(set, found.check(), order.threads(), found.one(), found.all());
    }

    private static final class SamplingConverter implements ITypeConverter<Sampling> {
        @Override
        public Sampling convert(String text) { return converted(text, Sampling::parse); }
    }

    private static final class KindConverter implements ITypeConverter<PhotoKind> {
        @Override
        public PhotoKind convert(String text) { return converted(text, PhotoKind::parse); }
    }

    private static <T> T converted(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
