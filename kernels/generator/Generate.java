import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Writes the sources in `kernels/src/generated/java`, which are committed so that readers and IDEs see them:
///
///     java kernels/generator/Generate.java
///
/// from the root of the repository; with the argument `--check` it writes nothing and ends with 1 if a file is not what
/// it would write.
///
/// *Tiles.* A microkernel's sums and loads are written out, because C2 keeps only local variables in registers. What is
/// written out is stated once, with its loops, in `templates`; [Template] explains the notation.
///
/// *Half vectors.* C2 needs the vector species as a constant of the class, so the depthwise microkernels for maps of
/// few channels are a second set of classes: `HalfX` is `X` with `HalfSimd` in place of `Simd`.
public final class Generate {

    private static final Path KERNELS = Path.of("kernels");
    private static final Path GENERATED = KERNELS.resolve("src/generated/java");
    private static final String DEPTHWISE = "dev/ghostlane/kernels/depthwise";

    private static final Path TEMPLATES = KERNELS.resolve("generator/templates");

    /// What the depthwise convolution runs on vectors of either width.
    private static final List<String> OF_BOTH_WIDTHS = List.of("VectorDepthwise", "SlidingDepthwise", "AnyKernelTiles",
            "Kernel3Tiles", "SlidingKernel3Tiles", "Stride2Tiles", "SlidingStride2Tiles", "StripTiles");

    private Generate() {}

    /// @param arguments none, or `--check`
    public static void main(String[] arguments) throws IOException {
        if (!Files.isDirectory(KERNELS)) {
            throw new IOException("run it from the root of the repository: there is no folder " + KERNELS + " here");
        }
        Map<Path, String> sources = new TreeMap<>();
        try (Stream<Path> templates = Files.list(TEMPLATES)) {
            for (Path template : templates.toList()) {
                String source = Template.expand(Files.readString(template));
                // The first line says the package.
                String folder = source.substring("package ".length(), source.indexOf(';')).replace('.', '/');
                String name = template.getFileName().toString().replace(".template", "");
                sources.put(GENERATED.resolve(folder).resolve(name + ".java"), "// Written by"
                        + " kernels/generator/Generate.java from " + name + ".template; do not edit.\n" + source);
            }
        }
        for (String name : OF_BOTH_WIDTHS) {
            sources.put(GENERATED.resolve(DEPTHWISE).resolve("Half" + name + ".java"), halfVectors(name, sources));
        }
        if (arguments.length == 0) {
            for (Map.Entry<Path, String> source : sources.entrySet()) {
                Files.createDirectories(source.getKey().getParent());
                Files.writeString(source.getKey(), source.getValue());
            }
            return;
        }
        List<Path> wrong = new ArrayList<>();
        for (Map.Entry<Path, String> source : sources.entrySet()) {
            if (!Files.exists(source.getKey()) || !Files.readString(source.getKey()).equals(source.getValue())) {
                wrong.add(source.getKey());
            }
        }
        try (Stream<Path> files = Files.walk(GENERATED)) {
            files.filter(file -> Files.isRegularFile(file) && !sources.containsKey(file)).forEach(wrong::add);
        }
        if (!wrong.isEmpty()) {
            System.out.println("not what the generator writes: " + wrong
                    + "; run 'java kernels/generator/Generate.java' from the root of the repository");
            System.exit(1);
        }
    }

    private static String halfVectors(String name, Map<Path, String> tiles) throws IOException {
        Path file = Path.of(DEPTHWISE, name + ".java");
        String source = tiles.get(GENERATED.resolve(file));
        if (source == null) {
            source = "// Written by kernels/generator/Generate.java from " + name + ".java; do not edit.\n"
                    + Files.readString(KERNELS.resolve("src/main/java").resolve(file));
        }
        source = source.replace("internal.Simd.", "internal.HalfSimd.");
        for (String copied : OF_BOTH_WIDTHS) {
            source = source.replaceAll("\\b" + copied + "\\b(?!\\.(java|template))", "Half" + copied);
        }
        return source;
    }
}
