package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.cli.npy.NpyFiles;
import dev.ghostlane.testdata.Shared;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders of images on several threads.
@Timeout(180)
class ManyImagesTest {
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");

    @TempDir
    private Path folder;

    /// Photos of all sizes, so that threads overtake each other, and files that are none.
    private Path photos() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            Path file = photos.resolve("%02d.png".formatted(i));
            if (i % 9 == 2) {
                Files.writeString(file, "no image");
            } else if (i % 9 == 5) {
                byte[] photo = Files.readAllBytes(CHELSEA);
                Files.write(file, Arrays.copyOf(photo, photo.length / 2));
            } else if (i % 9 == 7) {
                Files.copy(CHELSEA, file);
            } else {
                ImageIO.write(picture(10 + random.nextInt(i % 13 == 0 ? 1500 : 100), random), "png", file.toFile());
            }
        }
        return photos;
    }

    private static BufferedImage picture(int side, Random random) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 5; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(random.nextInt(side), random.nextInt(side), side / 2, side / 3);
        }
        graphics.dispose();
        return image;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--json", "--memory-limit=1", "--memory-limit=8"})
    void labelsAreTheSameOnAnyNumberOfThreads(String option) throws IOException {
        List<Object> args = new ArrayList<>(List.of("classify", photos(), folder.resolve("missing.png")));
        args.addAll(option.isEmpty() ? List.of() : List.of(option));
        CommandRun one = run(args, "--threads", 1);
        assertTrue(one.err().contains("10 of 41 images could not be used"), one.err());
        for (int threads : new int[]{2, 5}) {
            assertEquals(one, run(args, "-t", threads), threads + " threads");
        }
        assertEquals(one, run(args), "all processors");
    }

    @Test
    void embeddingsAreTheSameOnAnyNumberOfThreads() throws IOException {
        Path output = folder.resolve("x.npy");
        List<Object> args = List.of("embed", photos(), "-o", output);
        CommandRun one = run(args, "--threads", 1);
        byte[] expected = Files.readAllBytes(output);
        assertEquals(31, one.out().lines().count());
        for (int threads : new int[]{2, 5}) {
            assertEquals(one, run(args, "--threads", threads), threads + " threads");
            assertArrayEquals(expected, Files.readAllBytes(output), threads + " threads");
        }
    }

    /// Row by row what a single image gives.
    @Test
    void mapsAreTheSameOnAnyNumberOfThreads() throws IOException {
        Path output = folder.resolve("f.npz");
        Path photos = photos();
        List<Object> args = List.of("features", photos, "-o", output, "--taps", "blocks.3,head", "--layout", "nchw");
        CommandRun one = run(args, "--threads", 1);
        byte[] expected = Files.readAllBytes(output);
        for (int threads : new int[]{2, 5}) {
            assertEquals(one, run(args, "--threads", threads), threads + " threads");
            assertArrayEquals(expected, Files.readAllBytes(output), threads + " threads");
        }
        List<String> lines = one.out().lines().toList();
        assertEquals("0\t" + photos.resolve("00.png"), lines.get(0));
        assertEquals("30\t" + photos.resolve("39.png"), lines.get(30));
        assertEquals("blocks.3          4         20  31×20×8×8", lines.get(32));
        Path single = folder.resolve("single.npz");
        CommandRun.of("features", photos.resolve("39.png"), "-o", single, "--taps", "blocks.3,head", "--layout", "nchw")
                .expect(0);
        for (String tap : List.of("blocks.3", "head")) {
            float[] all = array(output, tap);
            float[] alone = array(single, tap);
            assertEquals(31 * alone.length, all.length);
            assertArrayEquals(alone, Arrays.copyOfRange(all, 30 * alone.length, all.length), tap);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".tmp")).toList());
        }
    }

    private float[] array(Path npz, String tap) throws IOException {
        Path file = folder.resolve("array.npy");
        try (ZipFile zip = new ZipFile(npz.toFile()); InputStream in = zip.getInputStream(zip.getEntry(tap + ".npy"))) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return NpyFiles.read(file);
    }

    private static CommandRun run(List<Object> args, Object... more) {
        List<Object> all = new ArrayList<>(args);
        all.addAll(List.of(more));
        return CommandRun.of(all.toArray()).expect(1);
    }

    /// An image for which there is no memory beside the others has its turn alone. One that is too large for the heap
    /// is reported, and the others go on. GIFs, since JPEGs and PNGs go in bands.
    @Test
    void aHeapForOneImageIsEnough() throws IOException, InterruptedException {
        Path photos = Files.createDirectory(folder.resolve("large"));
        Path first = photos.resolve("0.gif");
        ImageIO.write(new BufferedImage(3000, 3000, BufferedImage.TYPE_INT_RGB), "gif", first.toFile());
        for (int i = 1; i < 6; i++) {
            Files.createLink(photos.resolve(i + ".gif"), first);
        }
        ImageIO.write(new BufferedImage(8000, 8000, BufferedImage.TYPE_BYTE_GRAY), "gif",
                photos.resolve("huge.gif").toFile());
        List<String> outputs = new ArrayList<>();
        for (int threads : new int[]{1, 4}) {
            Path out = folder.resolve("out.txt");
            Path err = folder.resolve("err.txt");
            Process process = new ProcessBuilder(command("-Xmx128m", "classify", "-k", 1, "--threads", threads, photos))
                    .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            assertEquals(1, process.waitFor(), Files.readString(err));
            assertTrue(Files.readString(err).contains("huge.gif: the heap has no room"), Files.readString(err));
            assertTrue(Files.readString(err).contains("ghostlane: 1 of 7 images could not be used"),
                    Files.readString(err));
            outputs.add(Files.readString(out));
        }
        assertEquals(outputs.get(0), outputs.get(1));
    }

    /// How to run the command in a process of its own.
    private static List<String> command(String option, Object... args) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC", "-Dghostlane.simd=false", option, "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        Stream.of(args).map(String::valueOf).forEach(command::add);
        return command;
    }

    @Test
    void threadsArePositive() {
        CommandRun.of("classify", "--threads", 0, CHELSEA).expect(2);
        CommandRun.of("embed", "--threads", -1, CHELSEA, "-o", folder.resolve("x.npy")).expect(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anInterruptedClassifyPrintsWhatIsDone(int threads) throws IOException, InterruptedException {
        Interrupted run = interrupt("classify", "--json", "-k", "1", "--threads", threads);
        List<Object> images = JSON.std.listFrom(run.out);
        assertTrue(!images.isEmpty() && images.size() < MANY, images.size() + " images");
        List<String> names = images.stream().map(image -> ((Map<?, ?>) image).get("image").toString()).toList();
        assertEquals(names.stream().sorted().toList(), names);
        assertTrue(run.err.contains("ghostlane: interrupted after "), run.err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "features"})
    void whatIsInterruptedLeavesNoFile(String command) throws IOException, InterruptedException {
        Path output = folder.resolve("x.npy");
        Interrupted run = interrupt(command, "--output", output);
        assertTrue(run.out.startsWith("0\t"), run.out);
        assertTrue(run.err.contains(output + ": not written"), run.err);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.filter(file -> file.toString().contains("x.npy")).toList());
        }
    }

    private static final int MANY = 4000;

    private record Interrupted(String out, String err) {}

    /// Runs a command on many images in a process of its own, and sends it the signal of Ctrl-C when it has printed
    /// something.
    private Interrupted interrupt(Object... args) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
        assumeTrue(!ignoresInterrupts(), "this process ignores SIGINT, and its children with it");
        Path many = Files.createDirectory(folder.resolve("many"));
        Path photo = Files.copy(CHELSEA, folder.resolve("photo.png"));
        for (int i = 0; i < MANY; i++) {
            Files.createLink(many.resolve("%04d.png".formatted(i)), photo);
        }
        List<String> command = command("-Xmx512m", args);
        command.add(many.toString());
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        try {
            StringBuilder out = new StringBuilder();
            byte[] piece = new byte[1 << 16];
            out.append(new String(piece, 0, process.getInputStream().read(piece), StandardCharsets.UTF_8));
            long start = System.nanoTime();
            new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid()).start().waitFor();
            out.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertEquals(Main.INTERRUPTED, process.exitValue(), Files.readString(err));
            // A second, and half of one for machines that others use.
            assertTrue(millis <= 1500, "it took " + millis + " ms to end");
            return new Interrupted(out.toString(), Files.readString(err));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /// A process in the background of a script ignores the signal of Ctrl-C.
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status) && Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
}
