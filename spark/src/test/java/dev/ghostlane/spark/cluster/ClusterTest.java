package dev.ghostlane.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.spark.Answers;
import dev.ghostlane.spark.Command;
import dev.ghostlane.spark.GhostlaneClassifier;
import dev.ghostlane.spark.GhostlaneEmbedder;
import dev.ghostlane.spark.GhostlaneFunctions;
import dev.ghostlane.spark.Samples;
import dev.ghostlane.spark.Sessions;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/// A master and two workers. The vectors of one worker's executors are narrower than the other's; all answers have the
/// bits of the command's. Tests share a session as far as they can, because executors are slow until they are warm; it
/// speculates, and loses an executor last.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {

    private static final String NARROW = "-Dghostlane.vectorBits=128";
    private static final String SLOW = "photo-5.jpg";
    private static final long PATIENCE_SECONDS = 30;

    /// Names of what tasks have counted, as the driver hears of it.
    private static final Set<String> COUNTED = ConcurrentHashMap.newKeySet();

    @TempDir
    private static Path folder;
    private static Samples samples;
    private static Cluster cluster;
    private static Map<String, String> expected;
    private static SparkSession session;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        samples = Samples.in(folder);
        expected = Command.classify(samples.model(), samples.photos(), 3);
        cluster = new Cluster(folder, List.of("", NARROW));
    }

    /// A session of the cluster.
    private static SparkSession session() {
        if (session == null) {
            session = Sessions.start(cluster.conf().set("spark.speculation", "true")
                    .set("spark.speculation.quantile", "0.5").set("spark.speculation.multiplier", "1.1")
                    .set("spark.speculation.interval", "100ms").set("spark.speculation.minTaskRuntime", "500ms"));
            session.sparkContext().addSparkListener(new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                    CollectionConverters.asJava(end.taskInfo().accumulables())
                            .forEach(counted -> COUNTED.add(counted.name().get()));
                }
            });
        }
        return session;
    }

    /// Makes room for another driver's executors, or for a session of another master.
    private static void stop() {
        if (session != null) {
            session.stop();
            session = null;
        }
    }

    @AfterAll
    static void end() {
        stop();
        if (cluster != null) {
            List<ProcessHandle> processes = cluster.all();
            cluster.close();
            assertEquals(List.of(), processes.stream().filter(ProcessHandle::isAlive).toList());
        }
    }

    private static GhostlaneClassifier classifier() {
        return new GhostlaneClassifier().setModel(samples.model().toString()).setTopK(3);
    }

    private static GhostlaneEmbedder embedder() {
        return new GhostlaneEmbedder().setModel(samples.model().toString()).setErrorCol("error2");
    }

    private static Dataset<Row> photos() { return Sessions.photos(session(), samples); }

    @Test
    @Order(1)
    void answersHaveTheBitsOfTheCommand() throws Exception {
        assertEquals(new TreeSet<>(List.of(4, Kernels.best().lanes())), executorWidths());

        Dataset<Row> answers = classifier().transform(photos()).cache();
        assertEquals(expected, Answers.predictions(answers));
        assertEquals(new TreeSet<>(Samples.SHOWN), Answers.errors(answers).keySet());
        assertHappened(() -> COUNTED.contains("ghostlane photos"), "no task counted photos");
        assertFalse(COUNTED.contains("ghostlane scalar kernels"), "of executors with SIMD the driver says otherwise");

        Map<String, List<Float>> embeddings = Command.embed(samples.model(), samples.photos(),
                folder.resolve("all.npy"));
        String saved = folder.resolve("pipeline").toString();
        new Pipeline().setStages(new PipelineStage[]{classifier(), embedder()}).fit(photos()).save(saved);
        Dataset<Row> both = PipelineModel.load(saved).transform(photos()).cache();
        assertEquals(expected, Answers.predictions(both));
        assertEquals(embeddings, Answers.embeddings(both));

        GhostlaneFunctions.register(session(), classifier(), embedder());
        photos().createOrReplaceTempView("photos");
        assertEquals(expected, Answers.predictions(session.sql(
                "SELECT path, ghostlane_classify(content) AS predictions FROM photos")));

        Path output = folder.resolve("stream");
        classifier().transform(session.readStream().format("binaryFile").option("recursiveFileLookup", "true")
                .schema(photos().schema()).load(samples.photos().toString())).drop("content").writeStream()
                .format("parquet").option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow()).start(output.toString()).awaitTermination();
        assertEquals(expected, Answers.predictions(session.read().parquet(output.toString())));
    }

    /// Lanes of the executors' vectors.
    private Set<Integer> executorWidths() {
        return new TreeSet<>(new JavaSparkContext(session().sparkContext())
                .parallelize(IntStream.range(0, 8).boxed().toList(), 8).map(task -> {
                    // Long enough that no executor has all tasks.
                    Thread.sleep(200);
                    return Kernels.best().lanes();
                }).collect());
    }

    /// So many photos that both workers' executors come to run SIMD kernels alone.
    @Test
    @Order(2)
    void answersAreThoseOfPyTorch() throws IOException {
        Path images = Shared.require("images/cifar10-test");
        Path model = Shared.require("models/ghostnetv2_050_cifar10.safetensors");
        // Some hundred tiny photos for each task.
        session().conf().set("spark.sql.files.openCostInBytes", "50k");
        Dataset<Row> answers;
        try {
            answers = new GhostlaneClassifier().setModel(model.toString())
                    .transform(session().read().format("binaryFile").load(images.toString()))
                    .selectExpr("path", "error", "string(predictions[0].index) AS class").cache();
            assertEquals(2002, answers.count());
        } finally {
            session().conf().unset("spark.sql.files.openCostInBytes");
        }
        assertEquals(2, answers.filter("error is not null").count());
        Map<String, String> right = Files.readAllLines(images.resolve("answers.tsv")).stream().skip(1)
                .map(line -> line.split("\t")).collect(Collectors.toMap(line -> line[0], line -> line[2]));
        assertEquals(2000, right.size());
        Map<String, String> found = answers.filter("error is null").collectAsList().stream()
                .collect(Collectors.toMap(row -> Command.name(row.getString(0)), row -> row.getString(2)));
        assertEquals(right, found);
    }

    @Test
    @Order(4)
    void survivesTheEndOfAnExecutor() throws Exception {
        AtomicInteger removed = new AtomicInteger();
        session().sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onExecutorRemoved(SparkListenerExecutorRemoved event) { removed.incrementAndGet(); }
        });
        Path announcement = folder.resolve("killed");
        CompletableFuture<Void> killer = CompletableFuture.runAsync(() -> kill(announcement));
        assertEquals(expected, Answers.predictions(classifier().transform(slow(announcement))));
        killer.get(1, TimeUnit.MINUTES);
        assertHappened(() -> removed.get() >= 1, "no executor was lost");
    }

    /// Spark tells its listeners later than those who wait for a job.
    private static void assertHappened(BooleanSupplier happened, String otherwise) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!happened.getAsBoolean() && System.nanoTime() - end < 0) {
            Thread.sleep(20);
        }
        assertTrue(happened.getAsBoolean(), otherwise);
    }

    private static void kill(Path announcement) {
        try {
            while (!Files.exists(announcement)) {
                Thread.sleep(20);
            }
            long pid = Long.parseLong(Files.readString(announcement));
            cluster.all().stream().filter(handle -> handle.pid() == pid).findFirst().orElseThrow().destroyForcibly();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(3)
    void survivesSpeculation() throws InterruptedException {
        AtomicInteger copies = new AtomicInteger();
        session().sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                copies.addAndGet(end.taskInfo().speculative() && end.taskInfo().successful() ? 1 : 0);
            }
        });
        long start = System.nanoTime();
        assertEquals(expected, Answers.predictions(classifier().transform(slow(folder.resolve("speculated")))));
        assertTrue(System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(SlowOnce.MINUTE),
                "it waited for the slow task");
        assertHappened(() -> copies.get() >= 1, "no copy of a task came to its end");
    }

    private Dataset<Row> slow(Path announcement) {
        return photos().withColumn("content", functions.udf(new SlowOnce(SLOW, announcement.toString()),
                DataTypes.BinaryType).apply(functions.col("path"), functions.col("content")));
    }

    /// As a user submits it; without SIMD on the executors, of which the driver's log says so once.
    @Test
    @Order(5)
    void runsThroughSparkSubmit() throws IOException, InterruptedException {
        Path output = folder.resolve("submitted");
        String said = submit("spark.executor.extraJavaOptions=-Dghostlane.simd=false", output);
        for (String bad : Samples.BAD) {
            assertEquals(1, said.lines().filter(line -> line.matches("spark/classify: .*/" + bad + ": .*")).count(),
                    said);
        }
        assertEquals(1, said.lines().filter(line -> line.contains("executors run without SIMD")).count(), said);
        session = Sessions.local();
        assertEquals(expected, Answers.predictions(session.read().parquet(output.toString())));
    }

    /// Runs the program on both workers; some of the photos are bad.
    ///
    /// @return what it said
    private static String submit(String setting, Path output) throws IOException, InterruptedException {
        stop();
        Path log = folder.resolve(output.getFileName() + ".log");
        Process process = cluster.run(log, "", "org.apache.spark.deploy.SparkSubmit", "--master", cluster.url(),
                "--conf", "spark.executor.memory=1g", "--conf", "spark.ui.enabled=false", "--conf", setting, "--class",
                "dev.ghostlane.spark.program.Classify", Cluster.allJar().toString(), "--input",
                samples.photos().toString(), "--output", output.toString(), "--model", samples.model().toString(),
                "--top", "3");
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> "still running: " + text(log));
        assertEquals(1, process.exitValue(), () -> text(log));
        return text(log);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
