package dev.ghostlane.spark.program;

import dev.ghostlane.cli.Main;
import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.hub.HubException;
import dev.ghostlane.spark.GhostlaneClassifier;
import dev.ghostlane.spark.GhostlaneEmbedder;
import dev.ghostlane.spark.PhotoTransformer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The program `spark/classify`, also for `spark-submit`: says what is on all photos of a folder, and writes a table.
///
/// Exit codes are those of the command `ghostlane`: 0 if all photos could be used, 1 if some could not or the job
/// failed, 2 if the arguments make no sense.
@Command(name = "spark/classify", sortOptions = false, usageHelpWidth = 100,
        description = {"Says what is on the photos of a folder, or makes embeddings of them, on Apache Spark.", "",
                "A file that cannot be used does not stop the others: its row has an error instead of an answer, it is"
                        + " reported at the end, and the exit code is 1.",
                ""},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all went well", "1:files could not be used, or the job failed; messages say why",
                "2:wrong usage", "130:interrupted by Ctrl-C"})
public final class Classify implements Callable<Integer> {

    private static final String NAME = "spark/classify";

    /// Longer lists are for queries of the output.
    private static final int ERRORS_SHOWN = 100;

    private static final int MEBIBYTE = 20;
    private static final int MOST = 1 << 10;

    @Option(names = "--input", required = true, paramLabel = "DIR|GLOB",
            description = "folder with photos, searched with all folders in it, or a pattern such as 'photos/*.jpg', on"
                    + " any file system that Spark knows")
    private String input;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "folder that receives the answers")
    private String output;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "parquet",
            description = "parquet, json or csv (default: ${DEFAULT-VALUE})")
    private Answers.Format format;

    @Option(names = {"-f", "--force"}, description = "replace the folder of the answers")
    private boolean force;

    @Option(names = {"-m", "--model"}, paramLabel = "MODEL", defaultValue = "bundled",
            description = "path of a checkpoint; local: and a path on each machine; the name of a file shipped with the"
                    + " job; or a name that 'ghostlane pull --list' shows (default: the bundled model)")
    private String model;

    @Option(names = {"-k", "--top"}, paramLabel = "K", defaultValue = "5",
            description = "how many labels per photo, at most the number of classes (default: ${DEFAULT-VALUE})")
    private int top;

    @Option(names = "--threshold", paramLabel = "P", defaultValue = "0",
            description = "only labels of at least this probability, from 0 to 1 (default: ${DEFAULT-VALUE})")
    private float threshold;

    @Option(names = "--allow", paramLabel = "LABEL",
            description = "only this label, or the class of this number; may be repeated")
    private List<String> allowed = List.of();

    @Option(names = "--deny", paramLabel = "LABEL",
            description = "not this label, or the class of this number; may be repeated")
    private List<String> denied = List.of();

    @Option(names = "--embed",
            description = "write embeddings, which the classifier reads, instead of labels")
    private boolean embed;

    @Option(names = "--upright", description = "turn photos as their EXIF orientation says")
    private boolean upright;

    @Option(names = "--largest", paramLabel = "MIB", defaultValue = "256",
            description = "mebibytes of the largest file that is read, at most 1024; a file is several times in the"
                    + " heap of an executor (default: ${DEFAULT-VALUE})")
    private int largest;

    @Option(names = "--master", paramLabel = "URL",
            description = "the cluster, spark://host:7077 for example (default: that of spark-submit, else local[*])")
    private String master;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help and exit")
    private boolean help;

    private final PrintWriter err;

    private Classify(PrintWriter err) { this.err = err; }

    /// Runs the program, and ends the process with its exit code if that is not 0.
    ///
    /// @param args see `--help`
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        int code = run(new PrintWriter(System.err, true), args);
        // YARN takes a program that ends its process for one that has failed, even with 0.
        if (code != Main.GOOD) {
            System.exit(code);
        }
    }

    /// Runs the program.
    ///
    /// @param err receives messages
    /// @return the exit code
    static int run(PrintWriter err, String... args) {
        Classify program = new Classify(err);
        CommandLine command = new CommandLine(program).setCaseInsensitiveEnumValuesAllowed(true).setErr(err);
        command.setParameterExceptionHandler((failure, _) -> program.wrongUsage(failure.getMessage()));
        command.setExecutionExceptionHandler((failure, _, _) -> program.failed(failure));
        return command.execute(args);
    }

    @Override
    public Integer call() throws IOException {
        PhotoTransformer<?> transformer;
        try {
            if (largest < 1 || largest > MOST) {
                throw new IllegalArgumentException("--largest must be from 1 to " + MOST + " MiB, found " + largest);
            }
            transformer = transformer();
        } catch (IllegalArgumentException e) {
            return wrongUsage(e.getMessage());
        }
        try (SparkSession session = session()) {
            List<FileStatus> roots = Photos.roots(session, input);
            OutputFolder folder = new OutputFolder(session.sparkContext().hadoopConfiguration(), output, roots, force);
            Photos photos = new Photos(session, input, roots, (long) largest << MEBIBYTE);
            Dataset<Row> answers;
            try {
                answers = photos.ask(transformer);
            } catch (IllegalArgumentException e) {
                return wrongUsage(e.getMessage());
            }
            return work(session, photos.count(), answers, folder);
        }
    }

    private int work(SparkSession session, long count, Dataset<Row> answers, OutputFolder folder) {
        long start = System.nanoTime();
        Dataset<Row> errors;
        try (JobProgress _ = new JobProgress(session.sparkContext(), err, count)) {
            StructType schema = folder.write(name -> new Answers(name, format).write(answers));
            errors = new Answers(output, format).errors(session, schema);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long failed = errors.count();
        errors.orderBy(Answers.PATH).limit(ERRORS_SHOWN).collectAsList()
                .forEach(row -> say(row.getString(0) + ": " + row.getString(1)));
        if (failed > ERRORS_SHOWN) {
            say("… and " + (failed - ERRORS_SHOWN) + " more; the column error has all of them");
        }
        say(Text.format("%,d photos in %.1f s, %.1f a second; %,d could not be used; answers are in %s", count, seconds,
                count / seconds, failed, output));
        return failed == 0 ? Main.GOOD : Main.BAD_INPUT;
    }

    private PhotoTransformer<?> transformer() {
        if (embed) {
            return new GhostlaneEmbedder().setOutputCol(Answers.EMBEDDING).setModel(model).setUpright(upright);
        }
        return new GhostlaneClassifier().setOutputCol(Answers.PREDICTIONS).setModel(model).setUpright(upright)
                .setTopK(top).setThreshold(threshold).setAllow(allowed.toArray(String[]::new))
                .setDeny(denied.toArray(String[]::new));
    }

    private SparkSession session() {
        SparkConf conf = new SparkConf();
        if (master != null || !conf.contains("spark.master")) {
            conf.setMaster(master == null ? "local[*]" : master);
        }
        if (conf.contains("spark.remote") || conf.get("spark.api.mode", "classic").equalsIgnoreCase("connect")
                || conf.get("spark.master").startsWith("sc:")) {
            throw new InputException("Spark Connect is not supported: --master must be that of a cluster, such as"
                    + " spark://host:7077, or local[*]");
        }
        conf.setIfMissing("spark.app.name", NAME);
        if (conf.get("spark.master").startsWith("local[")) {
            // All on this machine: nothing for others.
            conf.setIfMissing("spark.ui.enabled", "false");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            conf.setIfMissing("spark.driver.host", "localhost");
        }
        Path jar = ownJar();
        if (Files.isRegularFile(jar)) {
            conf.setIfMissing("spark.jars", jar.toString());
        }
        return SparkSession.builder().config(conf).getOrCreate();
    }

    /// The jar with the program, which executors need, too.
    private static Path ownJar() {
        try {
            return Path.of(Classify.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private int wrongUsage(String message) {
        say(message);
        err.println("Try '" + NAME + " --help'.");
        return Main.WRONG_USAGE;
    }

    private int failed(Exception failure) {
        say(switch (failure) {
            case InputException e -> e.getMessage();
            case CheckpointException e -> e.getMessage();
            case HubException e -> e.getMessage();
            case AnalysisException e -> e.getMessage();
            default -> "the job failed: " + String.join("; by ", causes(failure));
        });
        if (System.getenv("GHOSTLANE_DEBUG") != null) {
            failure.printStackTrace(err);
        }
        return Main.BAD_INPUT;
    }

    /// What went wrong, without the stack traces that Spark's messages carry.
    private static List<String> causes(Throwable failure) {
        List<String> causes = new ArrayList<>();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage()).lines().findFirst().orElse("");
            causes.add(at instanceof SparkException ? message : at.getClass().getSimpleName() + ": " + message);
        }
        return causes;
    }

    private void say(String message) { err.println(NAME + ": " + Text.printable(message)); }
}
