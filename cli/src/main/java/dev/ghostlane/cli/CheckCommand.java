package dev.ghostlane.cli;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.Json;
import dev.ghostlane.cli.console.OutputFormat;
import dev.ghostlane.cli.console.Records;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.npy.NpyHeader;
import dev.ghostlane.cli.npy.NpyReader;
import dev.ghostlane.cli.options.FormatOption;
import dev.ghostlane.cli.vectors.VectorCase;
import dev.ghostlane.cli.vectors.VectorSet;
import dev.ghostlane.testdata.Judgement;
import dev.ghostlane.testdata.Layout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ghostlane check`: judges the outputs of other kernels.
@Command(name = "check", description = {
        "Judges what other kernels made of the cases that 'ghostlane vectors' wrote.", "",
                "The output of each case must be a .npy file of float32 in C order with the name and shape that"
                        + " vectors.json says: case-000.output.npy, and so on.", ""},
        exitCodeList = {"0:all cases are right", "1:a case is wrong, or a file is missing or not as it should be",
                "2:wrong usage", Subcommand.EXIT_CODE_OF_MEMORY})
final class CheckCommand extends Subcommand {

    /// What counts as right.
    enum Mode {
        /// The bits of the reference; NaN is any NaN.
        EXACT,
        /// Within the bound of the reference; NaN and infinities as the reference has them.
        BOUNDED
    }

    @Parameters(index = "0", paramLabel = "DIR", description = "a folder that 'ghostlane vectors' wrote")
    private Path folder;

    @Option(names = "--outputs", paramLabel = "DIR", description = "where the outputs are (default: the same folder)")
    private Path outputs;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "bounded",
            description = "bounded: within the bound; exact: the reference's bits (default: ${DEFAULT-VALUE})")
    private Mode mode;

    @Mixin
    private FormatOption format;

    /// The result of a case: a judgement, or why there is none.
    private record Verdict(VectorSet.Entry entry, Judgement judgement, String error) {

        boolean isGood() { return judgement != null && judgement.isGood(); }
    }

    @Override
    public Integer call() throws IOException {
        OutputFormat printed = format.format();
        VectorSet set = VectorSet.read(folder);
        if (outputs != null && !Files.isDirectory(outputs)) {
            throw new InputException(outputs + ": no such folder");
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (VectorSet.Entry entry : set.cases()) {
            verdicts.add(judge(entry));
        }
        switch (printed) {
            case TABLE -> print(set, verdicts, out());
            case JSON -> Records.one(out(), printed, asMap(set, verdicts));
            case JSONL, CSV -> {
                try (Records records = new Records(out(), printed, "name", "content", "right", "elements", "wrong",
                        "error")) {
                    verdicts.forEach(verdict -> records.add(asMap(verdict)));
                }
            }
        }
        return verdicts.stream().allMatch(Verdict::isGood) ? Main.GOOD : Main.BAD_INPUT;
    }

    private Verdict judge(VectorSet.Entry entry) throws IOException {
        float[] expected = read(folder.resolve(entry.expected()), entry.layout());
        float[] bound = read(folder.resolve(entry.bound()), entry.layout());
        float[] actual;
        try {
            actual = read((outputs == null ? folder : outputs).resolve(entry.output()), entry.layout());
        } catch (InputException e) {
            return new Verdict(entry, null, e.getMessage());
        }
        return new Verdict(entry, mode == Mode.EXACT
                ? Judgement.ofBits(expected, actual)
                : Judgement.ofBounds(doubles(expected), doubles(bound), actual), null);
    }

    private static float[] read(Path file, Layout layout) throws IOException {
        List<Integer> shape = VectorCase.shape(layout);
        try (NpyReader reader = NpyReader.openFloat32(file)) {
            if (!reader.shape().equals(shape)) {
                throw new InputException(file + ": expected the shape " + new NpyHeader(shape).text() + ", found "
                        + reader.shapeText());
            }
            float[] values = new float[layout.elements()];
            reader.read(values, values.length);
            return values;
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private void print(VectorSet set, List<Verdict> verdicts, PrintWriter out) {
        out.println(Text.printable(set.operation() + ", seed " + set.seed() + ", " + name(mode)));
        out.printf(Locale.ROOT, "%-10s %-15s %-16s %8s  %s%n", "case", "content", "output", "wrong", "worst element");
        for (Verdict verdict : verdicts) {
            Layout layout = verdict.entry.layout();
            out.printf(Locale.ROOT, "%-10s %-15s %-16s %8s  %s%n", Text.printable(verdict.entry.name()),
                    Text.printable(verdict.entry.content()),
                    new NpyHeader(VectorCase.shape(layout)).text(),
                    verdict.judgement == null ? "–" : String.valueOf(verdict.judgement.wrong()),
                    verdict.judgement == null ? Text.printable(verdict.error) : worst(verdict.judgement));
        }
        for (Verdict verdict : verdicts) {
            if (verdict.judgement != null && !verdict.isGood()) {
                out.println();
                out.println(Text.printable(verdict.entry.name()) + ": "
                        + verdict.judgement.explanation(verdict.entry.layout()));
            }
        }
        out.println();
        out.println(verdicts.stream().filter(Verdict::isGood).count() + " of " + verdicts.size() + " cases are right");
    }

    private String worst(Judgement judgement) {
        Judgement.Difference worst = judgement.worst();
        if (worst == null) {
            return "all have the reference's bits";
        }
        return mode == Mode.EXACT
                ? worst.apart()
                : "%.3f of its bound, %s".formatted(worst.share(), worst.apart());
    }

    private Map<String, Object> asMap(VectorSet set, List<Verdict> verdicts) {
        return Json.object("operation", set.operation(), "seed", set.seed(), "mode", name(mode),
                "right", verdicts.stream().allMatch(Verdict::isGood),
                "cases", verdicts.stream().map(this::asMap).toList());
    }

    private Map<String, Object> asMap(Verdict verdict) {
        Map<String, Object> report = Json.object("name", verdict.entry.name(),
                "content", verdict.entry.content(), "right", verdict.isGood());
        if (verdict.judgement == null) {
            report.put("error", verdict.error);
            return report;
        }
        report.put("elements", verdict.judgement.elements());
        report.put("wrong", verdict.judgement.wrong());
        if (verdict.judgement.worst() != null) {
            report.put("worst", asMap(verdict.judgement.worst(), verdict.entry.layout()));
        }
        if (verdict.judgement.first() != null) {
            report.put("first", asMap(verdict.judgement.first(), verdict.entry.layout()));
        }
        return report;
    }

    /// Values as text, because JSON has no NaN and no infinity.
    private Map<String, Object> asMap(Judgement.Difference difference, Layout layout) {
        int pixel = difference.element() / layout.channels();
        int row = pixel / layout.shape().width();
        Map<String, Object> report = Json.object(
                "index", List.of(row / layout.shape().height(), row % layout.shape().height(),
                        pixel % layout.shape().width(), difference.element() % layout.channels()),
                "expected", String.valueOf(difference.expected()),
                "expectedBits", "0x%08x".formatted(Float.floatToRawIntBits(difference.expected())),
                "actual", String.valueOf(difference.actual()),
                "actualBits", "0x%08x".formatted(Float.floatToRawIntBits(difference.actual())),
                "apart", difference.apart());
        if (mode == Mode.BOUNDED) {
            report.put("bound", String.valueOf(difference.bound()));
            report.put("shareOfBound", String.valueOf(difference.share()));
        }
        return report;
    }

    private static String name(Mode mode) { return mode.name().toLowerCase(Locale.ROOT); }
}
