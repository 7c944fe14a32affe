package dev.ghostlane.cli;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.vectors.VectorCase;
import dev.ghostlane.cli.vectors.VectorSet;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.operations.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ghostlane vectors`: test cases of an operation as files.
@Command(name = "vectors", description = {"Writes test cases of an operation for kernels in any language.", "",
        "A case is inputs, weights, the output of Ghostlane's scalar reference and a bound, as NumPy .npy files of"
                + " float32, maps in NHWC order; vectors.json says what belongs together. 'ghostlane check' judges"
                + " the outputs of other kernels. testdata/README.md has the format and an example.",
        ""},
        exitCodeList = {"0:the cases were written", "1:the folder cannot be written, or is not empty", "2:wrong usage",
                Subcommand.EXIT_CODE_OF_MEMORY})
final class VectorsCommand extends Subcommand {

    @Parameters(index = "0", paramLabel = "OPERATION", description = "which operation; a wrong name lists all")
    private String operation;

    @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true,
            description = "a new or empty folder that receives the files")
    private Path output;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "the same seed gives the same files (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--cases", paramLabel = "K", defaultValue = "14",
            description = "how many; kinds of contents take turns (default: ${DEFAULT-VALUE})")
    private int cases;

    @Option(names = "--sigmoid-ulps", paramLabel = "U", defaultValue = "2.5",
            description = "largest error of a sigmoid that the bounds allow, in units of the last place"
                    + " (default: ${DEFAULT-VALUE})")
    private double sigmoidUlps;

    @Option(names = "--exponential-ulps", paramLabel = "U", defaultValue = "1.6",
            description = "the same of the exponential of a softmax (default: ${DEFAULT-VALUE})")
    private double exponentialUlps;

    @Override
    public Integer call() throws IOException {
        Operation<?> chosen = Operation.named(operation).orElseThrow(() -> wrongUsage("unknown operation " + operation
                + ", there are " + Operation.all().stream().map(Operation::name).collect(Collectors.joining(", ")),
                null));
        require(cases >= 1 && cases <= 10_000, "--cases must be 1 to 10000, found " + cases);
        requireUlps("--sigmoid-ulps", sigmoidUlps);
        requireUlps("--exponential-ulps", exponentialUlps);
        requireEmpty();
        Accuracy accuracy = Accuracy.ANY_ORDER.withSigmoidUlps(sigmoidUlps).withExponentialUlps(exponentialUlps);
        Path folder = output.toAbsolutePath().normalize();
        Path temporary = Files.createTempDirectory(folder.getParent(), "." + folder.getFileName() + ".");
        try {
            write(chosen, accuracy, temporary);
            // An empty folder is replaced.
            Files.deleteIfExists(folder);
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(temporary);
        }
        out().println(Text.printable(output + ": " + cases + " cases of " + chosen.name()
                + ", seed " + seed + "; put each output beside its case and run 'ghostlane check " + output + "'"));
        return Main.GOOD;
    }

    private void write(Operation<?> chosen, Accuracy accuracy, Path folder) throws IOException {
        List<Map<String, Object>> described = new ArrayList<>();
        for (KernelCase testCase : chosen.cases(EnumSet.allOf(Content.class), seed, cases)) {
            String name = "case-%03d".formatted(described.size());
            described.add(new VectorCase(name, testCase, accuracy).write(folder));
        }
        Files.writeString(folder.resolve(VectorSet.FILE),
                VectorSet.describe(chosen.name(), seed, accuracy, described));
    }

    private void requireEmpty() throws IOException {
        Path parent = output.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new InputException(output + ": its folder does not exist");
        }
        if (!Files.exists(output)) {
            return;
        }
        if (!Files.isDirectory(output)) {
            throw new InputException(output + ": expected a folder, found a file of that name");
        }
        try (Stream<Path> files = Files.list(output)) {
            if (files.findAny().isPresent()) {
                throw new InputException(output + ": expected a new or an empty folder, found files in it");
            }
        }
    }

    private void requireUlps(String option, double ulps) {
        require(ulps >= 0.5 && ulps <= 1e6, option + " must be 0.5 to 1000000, found " + ulps);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
