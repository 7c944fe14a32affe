package dev.ghostlane.bench.attention;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.BenchRun;
import dev.ghostlane.bench.attention.blocks.AttentionBlock;
import dev.ghostlane.bench.attention.blocks.AttentionBlocks;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/// The command measures everything and writes complete files; how fast anything is, is not tested.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttentionCommandTest {

    private Path folder;

    private final BenchRun bench = new BenchRun("attention");

    @BeforeAll
    void smoke(@TempDir Path temporary) {
        folder = temporary;
        assertEquals(0, bench.exitCode("--smoke", "--forks", "2", "--out", folder.toString()), bench::toString);
    }

    @Test
    void everyBlockIsMeasuredAtEveryShapeOrSaysWhyNot() throws IOException {
        Results results = Results.read(folder.resolve("attention.json"));
        List<Key> shapes = Shapes.resource(StudyEffort.SMOKE.shapes());
        for (AttentionBlock block : AttentionBlocks.ALL) {
            for (Key shape : shapes) {
                Entry entry = results.entries().stream()
                        .filter(one -> one.key().equals(shape.of(block.name()))).findFirst().orElseThrow();
                assertTrue(entry.isMeasured(), entry::toString);
                assertTrue(entry.micros().low() > 0 && entry.cost().multiplyAdds() > 0 && entry.cost().mapBytes() > 0,
                        entry::toString);
                assertTrue(entry.rearranged() >= 0 && entry.rearranged() < 1, entry::toString);
            }
        }
        for (NetworkCase network : NetworkCase.ALL) {
            for (int size : StudyEffort.SMOKE.networks().sizes()) {
                assertTrue(results.find(new Key(Key.NETWORK, network.name(), 3, size, 1, Key.GHOSTLANE)).isPresent(),
                        network.name());
            }
            assertEquals(network.onnx(), results.network(network.name(), 1, Key.ONNX).isPresent(), network.name());
        }
        assertEquals(2, results.peaks().size());
        assertTrue(results.entries().stream().allMatch(entry -> entry.forks().size() == 2), "two forks each");
    }

    @Test
    void jsonHasAVerdictForEachClaim() throws IOException {
        Map<String, Object> map = JSON.std.mapFrom(Files.readString(folder.resolve("attention.json")));
        List<?> claims = (List<?>) map.get("claims");
        assertEquals(4, claims.size());
        for (Object claim : claims) {
            assertFalse(((Map<?, ?>) claim).get("verdict").toString().isEmpty());
            assertTrue(((List<?>) ((Map<?, ?>) claim).get("checks")).size() >= 2);
        }
        assertEquals(Claims.of(Results.read(folder.resolve("attention.json"))).stream()
                .map(claim -> claim.verdict().toString()).toList(),
                claims.stream().map(claim -> ((Map<?, ?>) claim).get("verdict")).toList());
    }

    @Test
    void csvHasALineOfAllColumnsForEachMeasurement() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("attention.csv"));
        assertEquals(String.join(",", Csv.COLUMNS), lines.getFirst());
        assertEquals(Results.read(folder.resolve("attention.json")).entries().size(), lines.size() - 1);
        for (String line : lines) {
            assertEquals(Csv.COLUMNS.size(), line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1).length, line);
        }
    }

    @Test
    void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
        String html = Files.readString(folder.resolve("attention.html"));
        Document page = parse(html);
        assertTrue(page.getElementsByTagName("svg").getLength() >= 6);
        assertEquals(0, page.getElementsByTagName("script").getLength());
        assertEquals(0, page.getElementsByTagName("link").getLength());
        assertEquals(0, page.getElementsByTagName("img").getLength());
        assertFalse(html.contains("@import") || html.contains("url(http"), "no network");
        assertFalse(html.contains("NaN") || html.contains("Infinity"), "all numbers are numbers");
        for (AttentionBlock block : AttentionBlocks.ALL) {
            assertTrue(html.contains(block.name()), block.name());
        }
        for (NetworkCase network : NetworkCase.ALL) {
            assertTrue(html.contains(network.name()), network.name());
        }
        parse(Files.readString(folder.resolve("attention.svg")));
    }

    @Test
    void madeUpResultsGiveAWellFormedPageToo() throws Exception {
        Results results = MadeUp.asThePaperSays().skipped(new Key("network", "a < b", 1, 2, 1, Key.GHOSTLANE),
                "1 < 2 & \"so\" on, and on").results();
        assertTrue(parse(Page.of(results)).getDocumentElement().getTextContent().contains("1 < 2 & \"so\" on"));
        assertTrue(Csv.of(results).endsWith(",0,\"1 < 2 & \"\"so\"\" on, and on\"\n"), Csv.of(results));
    }

    @Test
    void aReportIsWrittenAgainFromItsJson() throws IOException {
        Path again = folder.resolve("again");
        assertEquals(0,
                bench.exitCode("--render", folder.resolve("attention.json").toString(), "--out", again.toString()));
        for (String name : List.of("attention.html", "attention.csv", "attention.json", "attention.svg")) {
            assertEquals(Files.readString(folder.resolve(name)), Files.readString(again.resolve(name)), name);
        }
    }

    @Test
    void whatGivesOtherBitsThanTheScalarKernelsIsNotTimed() {
        AttentionBlock block = AttentionBlocks.named("strips-5");
        Key key = new Key("mine", block.name(), 8, 7, 1, Key.GHOSTLANE);
        try (Candidate candidate = Candidate.ghostlane(key, block.network(8, 7, 7, 1), StudyEffort.SMOKE)) {
            assertDoesNotThrow(() -> candidate.verify(block.network(8, 7, 7, 1)));
            IllegalStateException stopped = assertThrows(IllegalStateException.class,
                    () -> candidate.verify(block.network(8, 7, 7, 2)));
            assertTrue(stopped.getMessage().startsWith("strips-5, 8 channels, 7×7, 1 thread, Ghostlane: element 0 is "),
                    stopped.getMessage());
        }
    }

    @Test
    void twoResultsAreCompared() throws IOException {
        String json = folder.resolve("attention.json").toString();
        bench.reset();
        assertEquals(0, bench.exitCode("--compare", json, json));
        String text = bench.toString();
        assertTrue(text.contains("self-attention, Ghostlane"), text);
        assertTrue(text.contains(" 1.000"), text);
        assertTrue(text.contains("claim 4"), text);
    }

    @Test
    void aComparisonSaysWhatIsSlowerAndWhatMayBeChance() {
        Key key = new Key("network", "block", 72, 56, 1, Key.GHOSTLANE);
        Results a = new MadeUp().add(key, 1, 0, 10, 12, 11).results();
        String slower = RunComparison.of(a, new MadeUp().add(key, 1, 0, 20, 24, 22).results());
        assertTrue(Stream.of(slower.split("\n")).anyMatch(line -> line.startsWith("block") && line.endsWith("2.000")),
                slower);
        String same = RunComparison.of(a, new MadeUp().add(key, 1, 0, 11.5, 13, 12.1).results());
        assertTrue(same.contains("1.100  ranges overlap"), same);
    }

    @Test
    void whatMakesNoSenseIsRefused() throws IOException {
        assertEquals(2, bench.exitCode("--quick", "--full"));
        assertEquals(2, bench.exitCode("--forks", "-1"));
        assertEquals(2, bench.exitCode("--compare", "a.json"));
        assertRefused("missing.json", "--compare", "missing.json", "missing.json");
        Path other = Files.writeString(folder.resolve("other.json"), "{\"format\": \"x\"}");
        assertRefused(
                "other.json is no result of bench/attention: expected the format 'ghostlane attention 1', found 'x'",
                "--render", other.toString(), "--out", folder.resolve("none").toString());
        Path shapes = Files.writeString(folder.resolve("shapes.txt"), "# comment\nresolution 64 by 7\n");
        assertRefused("shapes.txt, line 2: expected a line such as", "--smoke", "--shapes", shapes.toString(), "--out",
                folder.resolve("none").toString());
        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    void shapesAreOneALine() {
        List<Key> keys = Shapes.parse("test",
                Stream.of("# a comment", "", "mine 24x56 threads 1,2", "x 8x7 threads 4"));
        assertEquals(
                List.of(new Key("mine", "", 24, 56, 1, Key.GHOSTLANE), new Key("mine", "", 24, 56, 2, Key.GHOSTLANE),
                        new Key("x", "", 8, 7, 4, Key.GHOSTLANE)),
                keys);
        assertTrue(Shapes.resource("shapes.txt").size() > 20);
    }

    private void assertRefused(String message, String... args) {
        bench.reset();
        assertEquals(1, bench.exitCode(args));
        assertTrue(bench.toString().contains(message), bench::toString);
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml.replaceFirst("<!DOCTYPE html>", ""))));
    }
}
