package dev.ghostlane.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connect.Client;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// The transformers in one process: columns, params, errors, models.
class TransformersTest {

    @TempDir
    private static Path folder;
    private static Samples samples;
    private static SparkSession session;

    @BeforeAll
    static void start() throws IOException {
        samples = Samples.in(folder);
        session = Sessions.local();
    }

    @AfterAll
    static void stop() { session.stop(); }

    private static Dataset<Row> photos() { return Sessions.photos(session, samples); }

    private static GhostlaneClassifier classifier() {
        return new GhostlaneClassifier().setModel(samples.model().toString()).setTopK(3);
    }

    private static GhostlaneEmbedder embedder() { return new GhostlaneEmbedder().setModel(samples.model().toString()); }

    @Test
    void answersAreThoseOfTheCommand() throws IOException {
        Dataset<Row> answers = classifier().transform(photos()).cache();
        assertEquals(Command.classify(samples.model(), samples.photos(), 3), Answers.predictions(answers));
        assertEquals(Samples.GOOD, Answers.predictions(answers).size());
        assertEquals(Samples.GOOD + Samples.SHOWN.size(), answers.count());
        assertEquals(Command.embed(samples.model(), samples.photos(), folder.resolve("all.npy")),
                Answers.embeddings(embedder().transform(photos())));
    }

    @Test
    void filesHaveTheAnswersOfTheirBytes() {
        Dataset<Row> files = photos().drop("content").cache();
        GhostlaneEmbedder vectors = embedder().setVector(true);
        for (PhotoTransformer<?> asked : List.of(classifier(), embedder(), vectors)) {
            Dataset<Row> answers = asked.transformFiles(files, 1 << 20);
            Dataset<Row> expected = asked.transform(photos()).drop("content");
            assertEquals(expected.schema().catalogString(), answers.schema().catalogString());
            assertEquals(new TreeSet<>(expected.toJSON().collectAsList()),
                    new TreeSet<>(answers.toJSON().collectAsList()));
        }
    }

    @Test
    void filesThatCannotBeReadAreRowsWithMessages() throws IOException {
        Dataset<Row> files = session.createDataFrame(
                List.of(RowFactory.create(folder + "/gone.jpg", 9L), RowFactory.create(folder.toString(), 9L),
                        RowFactory.create(samples.photos() + "/photo-1.jpg", 1L << 40), RowFactory.create("", 9L),
                        RowFactory.create(null, 9L), RowFactory.create("x", null)),
                new StructType().add("path", DataTypes.StringType).add("length", DataTypes.LongType));
        List<Row> rows = classifier().transformFiles(files, Long.MAX_VALUE).collectAsList();
        List<String> errors = List.of("the file cannot be read: ", "the file cannot be read: ",
                "the file has 1099511627776 bytes", "the file cannot be read: ", "there is no file: ",
                "there is no file: ");
        for (int i = 0; i < errors.size(); i++) {
            assertTrue(rows.get(i).isNullAt(2) && rows.get(i).<String>getAs(3).startsWith(errors.get(i)),
                    rows.get(i).toString());
        }
        refused("files: expected a column length of type bigint",
                () -> classifier().transformFiles(files.drop("length"), 1));
    }

    /// More files than run at once, bad ones between them: at the start, one beside the other, at the end of a run.
    @Test
    void filesThatRunTogetherHaveTheRowsOfSingleOnes() {
        List<String> good = photos().select("path").sort("path").collectAsList().stream().map(row -> row.getString(0))
                .filter(path -> Samples.SHOWN.stream().noneMatch(path::endsWith)).toList();
        List<Row> files = new ArrayList<>();
        for (int i = 0; i < 210; i++) {
            // The last hundred have few good ones between more bad ones than wait for an answer.
            boolean fine = i < 110 ? i % 9 != 0 && i % 11 != 8 && i / 4 != 7 : i % 70 == 69;
            files.add(fine ? RowFactory.create(good.get(i % good.size()), 1L << 20) : bad(i));
        }
        for (PhotoTransformer<?> asked : List.of(classifier(), embedder(), embedder().setTap("blocks.2"))) {
            Map<String, Object> expected = new HashMap<>();
            String column = asked.getOutputCol();
            asked.transform(photos()).collectAsList()
                    .forEach(row -> expected.put(row.getAs("path"), row.getAs(column)));
            for (int partitions : new int[]{1, 3, 40}) {
                Dataset<Row> some = session.createDataFrame(
                        JavaSparkContext.fromSparkContext(session.sparkContext()).parallelize(files, partitions),
                        new StructType().add("path", DataTypes.StringType).add("length", DataTypes.LongType));
                List<Row> rows = asked.transformFiles(some, 1 << 20).collectAsList();
                assertEquals(files.size(), rows.size());
                for (int i = 0; i < files.size(); i++) {
                    String which = asked.uid() + ", " + partitions + " partitions, row " + i + ": " + rows.get(i);
                    assertEquals(files.get(i).get(0), rows.get(i).get(0), which);
                    Object answer = good.contains(rows.get(i).get(0)) && rows.get(i).getLong(1) == 1 << 20
                            ? expected.get(rows.get(i).getString(0))
                            : null;
                    assertEquals(answer, rows.get(i).get(2), which);
                    assertEquals(answer == null, rows.get(i).get(3) != null, which);
                }
            }
        }
    }

    private static Row bad(int i) {
        return switch (i % 6) {
            case 0 -> RowFactory.create(samples.photos() + "/broken.jpg", 1L << 20);
            case 1 -> RowFactory.create(folder + "/gone.jpg", 9L);
            case 2 -> RowFactory.create(folder.toString(), 9L);
            case 3 -> RowFactory.create(samples.photos() + "/photo-1.jpg", 1L << 40);
            case 4 -> RowFactory.create(null, 9L);
            default -> RowFactory.create(samples.photos() + "/empty.png", 0L);
        };
    }

    @Test
    void filesThatAreTooLargeAreRowsThatSayWhatAllowsMore() {
        Dataset<Row> files = session.createDataFrame(List.of(RowFactory.create("x", 9L)),
                new StructType().add("path", DataTypes.StringType).add("length", DataTypes.LongType));
        assertEquals("the file has 9 bytes; at most 8 are read, as 'largest' says",
                classifier().transformFiles(files, 8).first().getString(3));
    }

    @Test
    void badPhotosAreRowsWithMessages() {
        var errors = Answers.errors(classifier().transform(photos()));
        assertEquals(new TreeSet<>(Samples.SHOWN), errors.keySet());
        assertTrue(errors.get("page.jpg").contains("HTML"), errors.toString());
        assertTrue(errors.get("broken.jpg").contains("end too early"), errors.toString());
        assertTrue(errors.values().stream().noneMatch(message -> message.startsWith("photo:")), errors.toString());
    }

    @Test
    void nullAndNothingAreRowsWithMessages() {
        Dataset<Row> two = session.createDataFrame(
                List.of(RowFactory.create((Object) null), RowFactory.create((Object) new byte[0])),
                new StructType().add("content", DataTypes.BinaryType));
        List<Row> rows = classifier().transform(two).collectAsList();
        assertTrue(rows.stream().allMatch(row -> row.isNullAt(1)), rows.toString());
        assertEquals("there are no bytes: the column is null", rows.get(0).getString(2));
        assertTrue(rows.get(1).getString(2).contains("empty"), rows.get(1).getString(2));
    }

    /// Of a deterministic function Spark makes a call for each column and filter.
    @Test
    void eachPhotoIsAskedOnce() {
        PhotoMetrics metrics = new PhotoMetrics(session.sparkContext());
        GhostlaneClassifier classifier = classifier();
        PhotoFunction counted = new PhotoFunction(
                ModelSource.find(classifier.getModel(), session.sparkContext(), _ -> {}), classifier.question(), false,
                metrics);
        long rows = classifier.transform(photos(), counted)
                .filter("error is null and predictions[0].probability > 0").collectAsList().size();
        assertEquals(Samples.GOOD, rows);
        assertEquals(List.of((long) Samples.GOOD + Samples.SHOWN.size(), (long) Samples.SHOWN.size()),
                metrics.counts());
    }

    /// A thread has one worker for what it takes of the network, whatever it makes of that.
    @Test
    void questionsShareWorkers() throws IOException {
        byte[] photo = Files.readAllBytes(samples.photos().resolve("photo-1.jpg"));
        ModelSource source = ModelSource.find(samples.model().toString(), session.sparkContext(), _ -> {});
        PhotoMetrics metrics = new PhotoMetrics(session.sparkContext());
        for (PhotoTransformer<?> first : List.of(classifier(), embedder())) {
            assertNull(new PhotoFunction(source, first.question(), false, metrics).apply(photo).error());
        }
        int workers = ExecutorModel.of(source).workers();
        assertTrue(workers >= 2, "workers " + workers);
        for (int i = 0; i < 100; i++) {
            Question question = classifier().setThreshold(i / 100f).question();
            assertNull(new PhotoFunction(source, question, i % 2 == 0, metrics).apply(photo).error());
        }
        assertNull(new PhotoFunction(source, embedder().setVector(true).question(), false, metrics).apply(photo)
                .error());
        assertEquals(workers, ExecutorModel.of(source).workers());
    }

    @Test
    void columnsAreThoseOfTheSchema() {
        GhostlaneClassifier classifier = classifier().setOutputCol("a b").setErrorCol("what`s wrong");
        Dataset<Row> answers = classifier.transform(photos());
        assertEquals(classifier.transformSchema(photos().schema()).catalogString(), answers.schema().catalogString());
        assertEquals("array<struct<index:int,label:string,probability:float>>",
                answers.schema().apply("a b").dataType().catalogString());
        Dataset<Row> twice = photos().selectExpr("*", "path AS path");
        assertEquals(twice.columns().length + 2, classifier.transform(twice).columns().length);
        assertEquals("array<float>", embedder().transform(photos()).schema().apply("embedding").dataType()
                .catalogString());
    }

    @Test
    void columnsThatMakeNoSenseAreRefused() {
        refused("inputCol: expected one of the columns", classifier().setInputCol("bytes"));
        refused("inputCol: expected a binary column, found path of type string", classifier().setInputCol("path"));
        refused("found length, which is a column already", classifier().setOutputCol("length"));
        refused("found Path, which is a column already", classifier().setErrorCol("Path"));
        refused("found x twice", classifier().setOutputCol("x").setErrorCol("x"));
        refused("expected one of the labels", classifier().setAllow("unicorn"));
        refused("expected one of conv_stem", embedder().setTap("tail"));
        refused("expected one of the labels", classifier().setDeny("unicorn"));
        refused("expected one of conv_stem", embedder().setTap("blocks.99"));
        refused("topK: expected at least 1, found 0", () -> classifier().setTopK(0));
        refused("topK: expected at least 1, found -1", () -> classifier().topK().w(-1));
        for (float threshold : new float[]{-0.1f, 1.5f, Float.NaN}) {
            refused("threshold: expected a number from 0 to 1, found " + threshold,
                    () -> classifier().setThreshold(threshold));
        }
        assertEquals("allow",
                assertThrows(NullPointerException.class, () -> classifier().setAllow((String[]) null)).getMessage());
        assertEquals("deny",
                assertThrows(NullPointerException.class, () -> classifier().setDeny((String[]) null)).getMessage());
        CheckpointException missing = assertThrows(CheckpointException.class,
                () -> classifier().setModel("no-such-model").transform(photos()));
        assertTrue(missing.getMessage().startsWith("no-such-model: expected 'bundled', the path of a checkpoint"),
                missing.getMessage());
    }

    private static void refused(String message, PhotoTransformer<?> transformer) {
        refused(message, () -> transformer.transform(photos()));
    }

    private static void refused(String message, Executable use) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, use);
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    @Test
    void selectionsAreThoseOfTheLibrary() {
        Dataset<Row> cats = classifier().setAllow("cat", "5").setTopK(7).transform(photos());
        Set<String> labels = new TreeSet<>();
        cats.selectExpr("explode(predictions.label)").collectAsList().forEach(row -> labels.add(row.getString(0)));
        assertEquals(Set.of("cat", "ship"), labels);
        assertEquals(5, classifier().setDeny("cat", "5").setTopK(7).transform(photos())
                .selectExpr("max(size(predictions))").first().getInt(0));
        assertEquals(0, classifier().setThreshold(1).transform(photos()).selectExpr("max(size(predictions))").first()
                .getInt(0));
    }

    @Test
    void vectorsHaveTheValuesOfTheFloats() {
        List<Row> arrays = embedder().setTap("pooled").transform(photos()).orderBy("path").collectAsList();
        List<Row> vectors = embedder().setTap("pooled").setVector(true).transform(photos()).orderBy("path")
                .collectAsList();
        for (int i = 0; i < arrays.size(); i++) {
            List<Float> floats = arrays.get(i).getList(4);
            Vector vector = vectors.get(i).getAs("embedding");
            assertArrayEquals(floats == null ? null : floats.stream().mapToDouble(value -> value).toArray(),
                    vector == null ? null : vector.toArray());
        }
    }

    @Test
    void copiesHaveTheParams() {
        GhostlaneClassifier classifier = classifier().setDeny("cat");
        GhostlaneClassifier copy = classifier.copy(new ParamMap().put(classifier.topK().w(1)));
        assertNotSame(classifier, copy);
        assertEquals(classifier.uid(), copy.uid());
        assertEquals(1, copy.getTopK());
        assertEquals(List.of("cat"), Arrays.asList(copy.getDeny()));
        assertEquals(9, classifier.params().length);
        assertTrue(classifier.explainParams().contains("topK: how many classes"), classifier.explainParams());
    }

    @Test
    void pipelinesAreSavedAndLoaded() throws IOException {
        PipelineModel pipeline = new Pipeline().setStages(new PipelineStage[]{
                classifier().setThreshold(0.1f).setAllow("cat", "dog"),
                embedder().setErrorCol("error2").setTap("pooled")}).fit(photos());
        String saved = folder.resolve("pipeline").toString();
        pipeline.write().overwrite().save(saved);
        PipelineModel loaded = PipelineModel.load(saved);
        assertEquals(Answers.predictions(pipeline.transform(photos())),
                Answers.predictions(loaded.transform(photos())));
        assertEquals(Answers.embeddings(pipeline.transform(photos())), Answers.embeddings(loaded.transform(photos())));
        GhostlaneClassifier first = (GhostlaneClassifier) loaded.stages()[0];
        assertEquals(0.1f, first.getThreshold());
        embedder().write().overwrite().save(folder.resolve("embedder").toString());
        assertEquals(samples.model().toString(),
                GhostlaneEmbedder.load(folder.resolve("embedder").toString()).getModel());
    }

    @Test
    void modelsComeFromManyPlaces() throws IOException {
        String expected = Answers.predictions(classifier().transform(photos())).toString();
        Path shipped = Files.copy(samples.model(), folder.resolve("shipped.safetensors"));
        session.sparkContext().addFile(shipped.toString());
        for (String model : List.of("local:" + samples.model(), "local://" + samples.model(),
                samples.model().toUri().toString(), "shipped.safetensors")) {
            assertEquals(expected, Answers.predictions(classifier().setModel(model).transform(photos())).toString(),
                    model);
        }
        assertEquals("cat,frog,dog", new GhostlaneClassifier().setTopK(3)
                .transform(session.read().format("binaryFile")
                        .load(Shared.repository() + "/testdata/photos/chelsea.png"))
                .selectExpr("concat_ws(',', predictions.label)").first().getString(0), "the bundled model");
    }

    @Test
    void aFileThatWasReplacedIsAnotherModel() throws IOException {
        Path file = Files.copy(samples.model(), folder.resolve("replaced.safetensors"));
        ModelSource source = ModelSource.find("local:" + file, session.sparkContext(), _ -> {});
        String key = source.key();
        Files.write(file, new byte[1]);
        assertNotEquals(key, source.key());
    }

    @Test
    void sessionsOfSparkConnectAreRefused() {
        Connect.refuse(session.getClass());
        UnsupportedOperationException refusal = assertThrows(UnsupportedOperationException.class,
                () -> Connect.refuse(Client.class));
        assertTrue(refusal.getMessage().contains("does not support Spark Connect"), refusal.getMessage());
    }

    @Test
    void modelsThatAreTooLargeAreRefused() {
        long mebibyte = 1 << 20;
        ExecutorModel.requireHeap("small", 100 * mebibyte, 28 * mebibyte, 256 * mebibyte);
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> ExecutorModel
                .requireHeap("large.pth", 100 * mebibyte, 30 * mebibyte, 256 * mebibyte));
        assertEquals("the model large.pth needs 130 MiB of an executor's heap (100 for its weights and 30 for its"
                + " tasks), and may take half of it, found a heap of 256 MiB; give executors more by"
                + " spark.executor.memory, or fewer tasks by spark.executor.cores", refusal.getMessage());
    }
}
