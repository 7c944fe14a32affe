package dev.ghostlane.bench.kit;

import dev.ghostlane.bench.common.BenchCommand;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Agreement;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.Trial;
import dev.ghostlane.testdata.operations.Operation;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command that puts ONNX Runtime's operators through the kernel test kit: an example of how to try kernels that
/// are not Ghostlane's.
///
/// Exit codes: 0 if all operators keep all promises, 1 if one does not, 2 if the arguments make no sense.
@Command(name = "kit-onnx",
        description = "Puts ONNX Runtime's operators through the kernel test kit, in bounded mode.")
public final class KitOnnxCommand extends BenchCommand {

    @Parameters(paramLabel = "OPERATION", arity = "0..*",
            description = "Which operations. Default: all that ONNX has operators for.")
    private List<String> names = List.of();

    @Option(names = "--cases", paramLabel = "K", defaultValue = "10",
            description = "Cases of each operation and kind of contents. Default: ${DEFAULT-VALUE}.")
    private int cases;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--sigmoid-ulps", paramLabel = "U", defaultValue = "2.5",
            description = "Largest error of a sigmoid in units of the last place. Default: ${DEFAULT-VALUE}.")
    private double sigmoidUlps;

    @Option(names = "--exponential-ulps", paramLabel = "U", defaultValue = "1.6",
            description = "The same of a softmax's exponential. Default: ${DEFAULT-VALUE}.")
    private double exponentialUlps;

    @Option(names = "--failures", paramLabel = "N", defaultValue = "1",
            description = "How many failures to explain for each operation and contents. Default: ${DEFAULT-VALUE}.")
    private int failures;

    @Override
    public Integer call() {
        require(cases >= 1, "--cases must be at least 1, found " + cases);
        List<? extends Operation<?>> operations = names.isEmpty()
                ? compared().toList()
                : names.stream().map(this::operation).toList();
        PrintStream out = out();
        out.println("ONNX Runtime " + OnnxKernels.version() + ", one thread, seed " + seed + ", " + cases
                + " cases of each kind; share: the largest part of the error bound that was used");
        out.printf(Locale.ROOT, "%n%-20s %-15s %6s %10s %10s%n", "operation", "contents", "right", "same bits",
                "share");
        boolean good = true;
        StringBuilder explained = new StringBuilder();
        for (Operation<?> operation : operations) {
            good &= tried(operation, out, explained);
        }
        out.print(explained);
        out.flush();
        return good ? 0 : 1;
    }

    private Operation<?> operation(String name) {
        return compared().filter(operation -> operation.name().equals(name)).findFirst()
                .orElseThrow(() -> wrongUsage("unknown operation " + name + ", there are "
                        + compared().map(Operation::name).collect(Collectors.joining(", "))));
    }

    private static Stream<Operation<?>> compared() {
        return Operation.all().stream().filter(operation -> OnnxOperators
                .graph(operation.cases(Set.of(Content.NORMAL), 1, 1).getFirst(), 1).isPresent());
    }

    private <C extends KernelCase> boolean tried(Operation<C> operation, PrintStream out, StringBuilder explained) {
        Agreement agreement = Agreement.within(
                Accuracy.ANY_ORDER.withSigmoidUlps(sigmoidUlps).withExponentialUlps(exponentialUlps));
        Trial<C> trial = new Trial<>(OnnxKernels.implementation(), agreement);
        boolean good = true;
        for (Content content : Content.values()) {
            if (!agreement.contents().contains(content)) {
                continue;
            }
            Trial.Report report = trial.run(operation.cases(Set.of(content), seed, cases));
            out.printf(Locale.ROOT, "%-20s %-15s %6s %10s %10.3f%n", operation.name(), content,
                    report.good() + "/" + report.cases(), report.sameBits() + "/" + report.cases(),
                    report.largestShare());
            out.flush();
            report.failures().stream().limit(failures).forEach(
                    failure -> explained.append('\n').append(operation.name()).append(", ").append(content)
                            .append(": ").append(failure).append('\n'));
            good &= report.good() == report.cases();
        }
        return good;
    }
}
