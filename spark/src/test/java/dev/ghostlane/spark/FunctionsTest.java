package dev.ghostlane.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SQL functions, and streams of new photos.
class FunctionsTest {

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

    private GhostlaneClassifier classifier() {
        return new GhostlaneClassifier().setModel(samples.model().toString()).setTopK(3);
    }

    @Test
    void functionsGiveWhatTransformersGive() {
        GhostlaneEmbedder embedder = new GhostlaneEmbedder().setModel(samples.model().toString());
        GhostlaneFunctions.register(session, classifier(), embedder);
        Sessions.photos(session, samples).createOrReplaceTempView("photos");
        Dataset<Row> answers = session.sql("""
                SELECT path, ghostlane_classify(content) AS predictions, ghostlane_embed(content) AS embedding,
                       ghostlane_error(content) AS error
                FROM photos""");
        Dataset<Row> photos = Sessions.photos(session, samples);
        assertEquals(Answers.predictions(classifier().transform(photos)), Answers.predictions(answers));
        assertEquals(Answers.embeddings(embedder.transform(photos)), Answers.embeddings(answers));
        assertEquals(Answers.errors(classifier().transform(photos)), Answers.errors(answers));
        assertEquals(Samples.SHOWN.size(),
                session.sql("SELECT path FROM photos WHERE ghostlane_classify(content) IS NULL").count());
    }

    /// Before anything runs: not by the end of a job in the middle.
    @Test
    void argumentsThatAreNoPhotosAreRefused() {
        GhostlaneFunctions.register(session, classifier(),
                new GhostlaneEmbedder().setModel(samples.model().toString()));
        Sessions.photos(session, samples).createOrReplaceTempView("photos");
        for (String name : List.of("ghostlane_classify", "ghostlane_embed", "ghostlane_error")) {
            refused(name + ": expected a binary argument, found photos.path of type string",
                    "SELECT " + name + "(path) FROM photos");
            refused(name + ": expected a binary argument, found photos.length of type bigint",
                    "SELECT path FROM photos WHERE " + name + "(length) IS NULL");
            refused(name + ": expected one argument, the bytes of a photo's file, found 2",
                    "SELECT " + name + "(content, 5) FROM photos");
            refused(name + ": expected one argument, the bytes of a photo's file, found 0",
                    "SELECT " + name + "() FROM photos");
        }
        Row nothing = session.sql("SELECT ghostlane_classify(null), ghostlane_error(null)").first();
        assertNull(nothing.get(0));
        assertEquals("there are no bytes: the column is null", nothing.getString(1));
    }

    private static void refused(String message, String query) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> session.sql(query));
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void functionsThatMakeNoSenseAreRefused() {
        GhostlaneEmbedder embedder = new GhostlaneEmbedder().setModel(samples.model().toString());
        assertThrows(IllegalArgumentException.class,
                () -> GhostlaneFunctions.register(session, classifier().setAllow("unicorn"), embedder));
        assertThrows(IllegalArgumentException.class,
                () -> GhostlaneFunctions.register(session, classifier(), embedder.setTap("blocks.99")));
        assertThrows(CheckpointException.class,
                () -> GhostlaneFunctions.register(session, classifier().setModel("no-such-model"), embedder));
    }

    @Test
    void newPhotosOfAFolderAreAnsweredOnce() throws IOException, TimeoutException, StreamingQueryException {
        Path arriving = Files.createDirectory(folder.resolve("arriving"));
        Path output = folder.resolve("output");
        Map<String, String> expected = new TreeMap<>(Command.classify(samples.model(), samples.photos(), 3));
        expected.keySet().removeIf(name -> !name.matches("photo-[12]\\.(png|jpg)"));
        for (String name : expected.keySet()) {
            Path from = samples.files().stream().filter(file -> file.endsWith(name)).findFirst().orElseThrow();
            Files.copy(from, arriving.resolve(name));
            answer(arriving, output);
        }
        Dataset<Row> answers = session.read().parquet(output.toString());
        assertEquals(expected, Answers.predictions(answers));
        assertEquals(expected.size(), answers.count());
    }

    private void answer(Path arriving, Path output) throws TimeoutException, StreamingQueryException {
        Dataset<Row> photos = session.readStream().format("binaryFile")
                .schema(session.read().format("binaryFile").load(samples.photos().toString()).schema())
                .load(arriving.toString());
        classifier().transform(photos).drop("content").writeStream().format("parquet")
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow()).start(output.toString()).awaitTermination();
    }
}
