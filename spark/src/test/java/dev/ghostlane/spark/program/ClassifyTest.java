package dev.ghostlane.spark.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.spark.Answers;
import dev.ghostlane.spark.Command;
import dev.ghostlane.spark.Samples;
import dev.ghostlane.spark.Sessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program in this process: formats, refusals, exit codes.
class ClassifyTest {

    @TempDir
    private Path folder;
    private Samples samples;
    private String said;

    @BeforeEach
    void make() throws IOException { samples = Samples.in(folder); }

    private int run(String... more) {
        StringWriter err = new StringWriter();
        Map<String, String> args = new HashMap<>(Map.of("--input", samples.photos().toString(), "--output",
                folder.resolve("out").toString(), "--model", samples.model().toString(), "--master", "local[2]"));
        List<String> switches = Arrays.stream(more).filter(word -> !word.contains("=")).toList();
        Arrays.stream(more).filter(word -> word.contains("=")).map(word -> word.split("=", 2))
                .forEach(word -> args.put(word[0], word[1]));
        int code = Classify.run(new PrintWriter(err, true), Stream.concat(switches.stream(),
                args.entrySet().stream().flatMap(arg -> Stream.of(arg.getKey(), arg.getValue())))
                .toArray(String[]::new));
        said = err.toString();
        return code;
    }

    private <R> R read(String format, Function<Dataset<Row>, R> use) {
        SparkSession session = Sessions.local();
        try {
            return use.apply(session.read().option("header", "true").format(format)
                    .load(folder.resolve("out").toString()));
        } finally {
            session.stop();
        }
    }

    @Test
    void writesEachFormat() throws IOException {
        // Names that cameras give, which Spark would leave out.
        Path photo = samples.photos().resolve("photo-1.jpg");
        Files.copy(photo, samples.photos().resolve("_DSC1.jpg"));
        Files.copy(photo, Files.createDirectory(samples.photos().resolve("_raw")).resolve("_MG_1.jpg"));
        Files.copy(photo, samples.photos().resolve(".hidden.jpg"));
        Map<String, String> expected = Command.classify(samples.model(), samples.photos(), 3);
        assertEquals(1, run("--top=3"), said);
        assertTrue(said.contains("29 photos in "), said);
        assertTrue(said.contains("; 3 could not be used; answers are in "), said);
        for (String bad : Samples.BAD) {
            assertTrue(said.contains("/" + bad + ": "), said);
        }
        assertEquals(expected, read("parquet", Answers::predictions));
        assertEquals(new TreeSet<>(Samples.BAD), read("parquet", Answers::errors).keySet());

        assertEquals(1, run("--force", "--model=local:" + folder.resolve("nowhere.safetensors")), said);
        assertTrue(said.contains("the job failed"), said);
        assertEquals(expected, read("parquet", Answers::predictions), "old answers are there until new ones are");
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of("model.safetensors", "out", "photos"),
                    left.map(path -> path.getFileName().toString()).sorted().toList());
        }

        assertEquals(1, run("--top=3", "--force", "--format=json"), said);
        assertEquals(expected, read("json", ClassifyTest::loose));

        assertEquals(1, run("--top=3", "--force", "--format=csv"), said);
        assertEquals(expected, read("csv", ClassifyTest::flat));
        assertEquals(new TreeSet<>(Samples.BAD), read("csv", Answers::errors).keySet());
    }

    /// JSON is read back with wider types and other orders.
    private static Map<String, String> loose(Dataset<Row> rows) {
        return Answers.predictions(rows.selectExpr("path", "transform(predictions, p -> named_struct("
                + "'index', int(p.index), 'label', p.label, 'probability', float(p.probability))) AS predictions"));
    }

    /// CSV has a row for each prediction.
    private static Map<String, String> flat(Dataset<Row> rows) {
        Map<String, List<String>> found = new TreeMap<>();
        rows.filter("rank is not null").orderBy("path", "rank").collectAsList().forEach(row -> found
                .computeIfAbsent(Command.name(row.getAs("path")), _ -> new ArrayList<>())
                .add(Command.prediction(Integer.parseInt(row.getAs("index")), row.getAs("label"),
                        Float.parseFloat(row.getAs("probability")))));
        Map<String, String> texts = new TreeMap<>();
        found.forEach((name, predictions) -> texts.put(name, predictions.toString()));
        return texts;
    }

    @Test
    void writesEmbeddings() throws IOException {
        Map<String, List<Float>> expected = Command.embed(samples.model(), samples.photos(), folder.resolve("all.npy"));
        assertEquals(1, run("--embed"), said);
        assertEquals(expected, read("parquet", Answers::embeddings));
        assertEquals(1, run("--embed", "--force", "--format=csv"), said);
        assertEquals(expected, read("csv", rows -> Answers.embeddings(rows.selectExpr("path",
                "transform(split(embedding, ' '), x -> float(x)) AS embedding"))));
    }

    @Test
    void goodPhotosAloneEndWell() {
        assertEquals(0, run("--input=" + samples.photos() + "/photo-*.png", "--top=1"), said);
        assertTrue(said.contains("; 0 could not be used"), said);
    }

    /// If the process ended here, there would be no result of this test.
    @Test
    void returnsWhenAllIsWell() { Classify.main(new String[]{"--help"}); }

    @Test
    void filesThatAreTooLargeAreRowsWithMessages() throws IOException {
        Files.write(samples.photos().resolve("large.jpg"), new byte[(1 << 20) + 1]);
        assertEquals(1, run("--largest=1"), said);
        assertTrue(said.contains("/large.jpg: the file has 1048577 bytes; at most 1048576 are read"), said);
        assertEquals(Samples.BAD.size() + 1, read("parquet", Answers::errors).size());
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        assertEquals(2, run("--format=xml"), said);
        assertEquals(2, run("--top=0"), said);
        assertTrue(said.contains("Try 'spark/classify --help'"), said);
        assertEquals(2, run("--largest=5000"), said);
        assertEquals(2, run("--allow=unicorn"), said);
        assertEquals(1, run("--input=" + folder.resolve("nowhere")), said);
        assertTrue(said.contains("nowhere: no such file or folder"), said);
        assertEquals(1, run("--model=no-such-model"), said);
        assertTrue(said.contains("no-such-model: expected 'bundled'"), said);
        assertEquals(1, run("--master=sc://localhost:15002"), said);
        assertTrue(said.contains("Spark Connect is not supported"), said);
        assertEquals(1, run("--force", "--output=" + samples.photos()), said);
        assertTrue(said.contains("must be two folders"), said);
        Files.createDirectory(folder.resolve("out"));
        assertEquals(1, run(), said);
        assertTrue(said.contains("out: exists already; --force replaces it"), said);
        assertEquals(Samples.GOOD + Samples.BAD.size(), samples.files().size());
    }

    @Test
    void refusesToReplaceAnythingButAnswers() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), folder);
        String apart = "must be two folders";
        refused(apart, samples.photos() + "", folder + "/photos");
        refused(apart, folder + "/*", folder + "/photos");
        refused(apart, folder + "/pho*/more", folder + "/photos");
        refused(apart, folder + "/photos", folder + "/link/photos");
        refused(apart, folder + "/link/photos", folder + "/photos/out");
        refused("must be the name of a folder without", folder + "/photos", folder + "/o?t");
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.createFile(out.resolve("_SUCCESS"));
        Files.createFile(out.resolve("part-00000-7d1f0a2c-0b1e-4b52-9a4c-6f2f4a1d9c3e-c000.snappy.parquet"));
        folder(folder + "/photos", out.toString());
        Files.createFile(out.resolve("diary.txt"));
        refused("nothing but answers of Spark in it, found file:" + out + "/diary.txt", folder + "/photos", out + "");
        refused("nothing but answers of Spark in it", folder + "/photos", samples.model() + "");
    }

    private void refused(String message, String input, String output) {
        InputException refusal = assertThrows(InputException.class, () -> folder(input, output));
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    /// As with `--force`.
    private static void folder(String input, String output) throws IOException {
        Configuration configuration = new Configuration();
        org.apache.hadoop.fs.Path pattern = new org.apache.hadoop.fs.Path(input);
        new OutputFolder(configuration, output,
                List.of(pattern.getFileSystem(configuration).globStatus(pattern)), true);
    }
}
