package dev.ghostlane.bench.peers;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.common.ForkedJvm;
import dev.ghostlane.bench.compare.OnnxRuntime;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.SafetensorsWriter;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import dev.ghostlane.images.Preprocessing;
import dev.ghostlane.kernels.Kernels;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Makes peers ready to run: weights in their formats, programs compiled against nothing but their own jars.
final class Installer {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path home;
    private final Path work;
    private final List<String> pythons;
    private final PrintStream progress;
    private final Path weights;
    private final Path onnx;
    private final Path torchScript;
    private final Path labels;

    /// Writes the weights and the labels.
    ///
    /// @param home folder of the project
    /// @param work for what is made
    /// @param given the model's file, or null
    /// @param pythons programs of Python, of which the first that has what is needed is taken
    Installer(Path home, Path work, GhostNetV2 model, Path given, List<String> pythons, PrintStream progress)
            throws IOException {
        this.home = home;
        this.work = work;
        this.pythons = pythons;
        this.progress = progress;
        Path models = Files.createDirectories(work.resolve("models"));
        onnx = models.resolve("model.onnx");
        torchScript = models.resolve("model.pt");
        labels = models.resolve("labels.txt");
        Path safetensors = models.resolve("model.safetensors");
        SafetensorsWriter.write(model.stateDict(), safetensors, true);
        weights = given == null ? safetensors : given.toAbsolutePath();
        int side = Preprocessing.IMAGENET.crop();
        OnnxExporter.of(model.network()).withBatch(1).withSize(side, side).write(onnx, true);
        Files.deleteIfExists(torchScript);
        Files.write(labels, IntStream.range(0, model.configuration().classes()).mapToObj(i -> "class " + i).toList());
    }

    /// The programs' folder.
    Path programs() { return home.resolve("bench/programs"); }

    /// Makes a peer ready.
    ///
    /// @throws IllegalStateException if it cannot be had here; the message tells what it lacks
    Installation install(Peer peer) throws IOException {
        Path folder = work.resolve(peer.key());
        Installation.delete(folder);
        Files.createDirectories(folder);
        return peer.isPython() ? python(peer, folder) : java(peer, folder);
    }

    private Installation java(Peer peer, Path folder) throws IOException {
        List<Path> jars = switch (peer) {
            case GHOSTLANE -> Stream.of(Kernels.class, Preprocessing.class, Session.class, GhostNetV2.class)
                    .map(Installer::origin).toList();
            case ONNX_RUNTIME -> List.of(origin(OrtEnvironment.class));
            default -> djl();
        };
        String version = switch (peer) {
            case GHOSTLANE -> version(jars, "ghostlane-kernels");
            case ONNX_RUNTIME -> OnnxRuntime.version();
            default -> version(jars, "api") + ", PyTorch " + version(jars, "pytorch-native-cpu");
        };
        Path classes = compiled(peer, jars);
        List<String> command = List.of(JAVA, peer == Peer.GHOSTLANE
                ? "--add-modules=jdk.incubator.vector"
                : "--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + folder.resolve("tmp"), "-cp",
                Stream.concat(Stream.of(classes), jars.stream()).map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)),
                "programs." + peer.start());
        long bytes = 0;
        for (Path jar : jars) {
            bytes += bytes(jar);
        }
        // DJL unpacks PyTorch into a folder below the home, and looks for newer versions of it.
        Map<String, String> environment = Map.of("DJL_CACHE_DIR", folder.resolve("cache").toString(), "DJL_OFFLINE",
                "true", "OPT_OUT_TRACKING", "true");
        return new Installation(peer, version, jars.size(), bytes, command, environment, switch (peer) {
            case GHOSTLANE -> weights;
            case ONNX_RUNTIME -> onnx;
            default -> torchScript();
        }, labels, folder);
    }

    private Installation python(Peer peer, Path folder) throws IOException {
        String program = python(peer.packages());
        Map<String, Object> found = packages(program, peer.packages()).orElseThrow();
        Map<?, ?> versions = (Map<?, ?>) found.get("packages");
        String first = peer.packages().getFirst();
        Number bytes = (Number) found.get("bytes");
        return new Installation(peer, found.get("python") + ", " + (peer == Peer.PYTORCH ? "PyTorch" : "ONNX Runtime")
                + " " + versions.get(first) + ", Pillow " + versions.get("pillow"), versions.size(),
                bytes == null ? -1 : bytes.longValue(),
                List.of(program, programs().resolve("served.py").toString(), peer.start()),
                // No files beside the sources.
                Map.of("TMPDIR", folder.resolve("tmp").toString(), "PYTHONDONTWRITEBYTECODE", "1"),
                peer == Peer.PYTORCH ? torchScript() : onnx, labels, folder);
    }

    /// The file or folder that a class is from.
    private static Path origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long bytes(Path jar) throws IOException {
        try (Stream<Path> files = Files.walk(jar)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /// What stands between an artifact and the end of its jar's name, or its classifier.
    private static String version(List<Path> jars, String artifact) {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-(\\d.*?)(-linux.*)?\\.jar");
        return jars.stream().flatMap(jar -> name.matcher(jar.getFileName().toString()).results()).findFirst()
                .map((MatchResult found) -> found.group(1)).orElse("this build");
    }

    /// The jars that the profile `peers` brings.
    private List<Path> djl() throws IOException {
        Path folder = programs().resolve("target/djl");
        if (!Files.isDirectory(folder)) {
            progress.println("bench/peers: fetching DJL and PyTorch, 120 MB");
            run(List.of("mvn", "-ntp", "-q", "-B", "-f", home.resolve("pom.xml").toString(), "-Ppeers", "-pl",
                    "bench/programs", "package"), "its jars cannot be fetched");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private Path compiled(Peer peer, List<Path> jars) throws IOException {
        Path classes = work.resolve("classes").resolve(peer.key());
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "-cp",
                jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        Stream.concat(peer.sources().stream(), Stream.of("Served.java", peer.start() + ".java"))
                .forEach(source -> arguments.add(programs().resolve(source).toString()));
        if (ToolProvider.getSystemJavaCompiler().run(null, progress, progress, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("its program does not compile");
        }
        return classes;
    }

    /// The weights as TorchScript, which only PyTorch in Python writes.
    private Path torchScript() throws IOException {
        if (!Files.exists(torchScript)) {
            run(List.of(python(Peer.PYTORCH.packages()), programs().resolve("torchscript.py").toString(),
                    torchScript.resolveSibling("model.safetensors").toString(), torchScript.toString()),
                    "the weights cannot be written as TorchScript");
        }
        return torchScript;
    }

    /// The first Python that has some packages.
    private String python(List<String> packages) throws IOException {
        List<String> lacks = new ArrayList<>();
        for (String program : pythons) {
            Optional<Map<String, Object>> found = packages(program, packages);
            if (found.isPresent() && ((List<?>) found.get().get("missing")).isEmpty()) {
                return program;
            }
            lacks.add(program + (found.isPresent() ? " has no " + found.get().get("missing") : " does not run"));
        }
        throw new IllegalStateException("it needs Python with " + String.join(", ", packages) + ", and "
                + String.join("; ", lacks));
    }

    private Optional<Map<String, Object>> packages(String program, List<String> names) throws IOException {
        List<String> command = new ArrayList<>(List.of(program, programs().resolve("packages.py").toString()));
        command.addAll(names);
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return ForkedJvm.ended(process) == 0 ? Optional.of(JSON.std.mapFrom(answer)) : Optional.empty();
        } catch (IOException e) {
            // There is no such program.
            return Optional.empty();
        }
    }

    /// Runs a command.
    ///
    /// @param otherwise what it means if it fails
    private static void run(List<String> command, String otherwise) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (ForkedJvm.ended(process) != 0) {
                throw new IllegalStateException(otherwise + ": " + said.lines().filter(line -> !line.isBlank())
                        .findFirst().orElse(command.getFirst() + " failed").strip());
            }
        } catch (IOException e) {
            throw new IllegalStateException(otherwise + ": " + e.getMessage(), e);
        }
    }
}
