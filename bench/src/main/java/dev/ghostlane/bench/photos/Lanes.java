package dev.ghostlane.bench.photos;

import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.bench.compare.Contestant;
import dev.ghostlane.bench.compare.Ghostlane;
import dev.ghostlane.bench.compare.OnnxRuntime;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.images.BufferedImages;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.InputReader;
import dev.ghostlane.images.Preprocessing;
import dev.ghostlane.kernels.Kernels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/// Opens lanes for the photos of a set, whose files are in memory.
final class Lanes implements AutoCloseable {
    static final Preprocessing PREPROCESSING = Preprocessing.IMAGENET;
    private static final int CLASSES = 1000;
    private static final long WEIGHT_SEED = 3;
    private static final long INPUT_SEED = 4;

    private final List<Path> files;
    private final List<byte[]> bytes = new ArrayList<>();
    private final int threads;
    private final GhostNetV2 model;
    private final Path onnx;
    private final float[] input = new RandomFloats(INPUT_SEED).next(PREPROCESSING.floats());
    private final List<Python> pythons = new ArrayList<>();
    private final boolean imageIo;

    /// @param threads most lanes of a way
    /// @param width of the network
    /// @param onnx the network as an ONNX file
    /// @param python the program, or empty if there is none
    Lanes(List<Path> files, int threads, double width, Path onnx, String python) throws IOException {
        ImageIO.setUseCache(false);
        this.files = files;
        this.threads = threads;
        this.model = network(width);
        this.onnx = onnx;
        this.imageIo = PhotoCheck.canImageIo(files);
        for (Path file : files) {
            bytes.add(Files.readAllBytes(file));
        }
        for (int i = 0; i < threads && !python.isEmpty(); i++) {
            pythons.add(new Python(python));
            pythons.getLast().open(files);
        }
    }

    /// The network of a width, with random weights.
    static GhostNetV2 network(double width) {
        return GhostNetV2.random(Configuration.of(width, CLASSES), WEIGHT_SEED);
    }

    /// A process of Python, or null.
    Python python() { return pythons.isEmpty() ? null : pythons.getFirst(); }

    /// Whether a way can be gone here.
    boolean can(Way way) {
        return way == Way.IMAGE_IO ? imageIo : !way.isPython() || !pythons.isEmpty() && python().has(way);
    }

    /// Throws if the networks disagree by more than rounding.
    void requireAgreement() {
        try (Contestant ghostlane = ghostlane(); Contestant peer = peer(1)) {
            OnnxRuntime.requireAgreement("network", ghostlane.logits(), peer.logits());
        }
    }

    /// Opens a lane.
    ///
    /// @param number which of the threads it is for, from 0
    Lane open(Way way, int number) {
        return switch (way) {
            case GHOSTLANE -> ghostlaneInputs();
            case IMAGE_IO -> imageIo();
            case PILLOW, PILLOW_DECODE, TORCHVISION -> pythons.get(number).lane(way);
            case NETWORK -> lane(ghostlane());
            case ONNX -> lane(peer(1));
            case ONNX_SHARED -> lane(peer(threads));
            default -> part(way);
        };
    }

    /// All lanes of a way, each on a thread of its own, or the one of a run that has all threads.
    Lane openAll(Way way) {
        if (way == Way.ONNX_SHARED) {
            return open(way, 0);
        }
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            lanes.add(open(way, i));
        }
        return Lane.together(lanes);
    }

    private Contestant ghostlane() {
        return new Ghostlane(model.plan(1, PREPROCESSING.crop(), PREPROCESSING.crop()), 1, input);
    }

    private Contestant peer(int threads) {
        return OnnxRuntime.of(onnx, input, new long[]{1, 3, PREPROCESSING.crop(), PREPROCESSING.crop()}, threads);
    }

    private static Lane lane(Contestant contestant) { return Lane.of(contestant::run, contestant::close); }

    private Lane ghostlaneInputs() {
        InputReader reader = InputReader.of(PREPROCESSING);
        float[] nhwc = new float[reader.floats()];
        List<ImageSource> sources = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) {
            sources.add(ImageSource.of(bytes.get(i), files.get(i).toString()));
        }
        int[] next = new int[1];
        return Lane.of(() -> reader.read(sources.get(next[0]++ % sources.size()), nhwc, 0));
    }

    private Lane part(Way way) {
        Kernels kernels = Parts.upTo(way);
        InputReader reader = InputReader.of(PREPROCESSING);
        float[] nhwc = new float[reader.floats()];
        int[] next = new int[1];
        return Lane.of(() -> {
            int number = next[0]++ % bytes.size();
            Parts.read(reader, bytes.get(number), files.get(number).toString(), kernels, nhwc);
        });
    }

    private Lane imageIo() {
        float[] nhwc = new float[PREPROCESSING.floats()];
        int[] next = new int[1];
        return Lane.of(() -> {
            try {
                PREPROCESSING.apply(BufferedImages.rgb(ImageIO.read(
                        new ByteArrayInputStream(bytes.get(next[0]++ % bytes.size())))), nhwc, 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() { pythons.forEach(Python::close); }
}
