package dev.ghostlane.bench.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.BenchRun;
import dev.ghostlane.engine.Profile;
import dev.ghostlane.kernels.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/// The report runs and its floors follow from the machine's figures; how fast anything is, is not tested.
class RooflineCommandTest {
    private static final MachineSpeed MACHINE = new MachineSpeed(100, List.of(new MachineSpeed.Level("L1", 1000, 200),
            new MachineSpeed.Level("L2", 10_000, 50), new MachineSpeed.Level("memory", Long.MAX_VALUE, 10)));

    @TempDir
    private Path folder;

    private final BenchRun bench = new BenchRun("roofline");

    @Test
    void everyStepHasAFloorAndABar() throws IOException, SAXException, ParserConfigurationException {
        Path json = folder.resolve("roofline.json");
        Path svg = folder.resolve("roofline.svg");
        assertEquals(0,
                bench.exitCode("--width", "0.5", "--size", "40x56", "--seconds", "0.05", "--json", json.toString(),
                        "--svg", svg.toString()),
                bench::toString);
        List<?> steps = (List<?>) JSON.std.mapFrom(Files.readString(json)).get("steps");
        assertTrue(steps.size() > 20);
        for (Object step : steps) {
            assertTrue(number(step, "floor_us") > 0, step.toString());
            assertEquals(number(step, "us") - number(step, "floor_us"), number(step, "loss_us"), 1e-9);
        }
        int bars = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile())
                .getElementsByTagName("title").getLength();
        assertEquals(steps.size(), bars);
        for (String words : List.of("FMA peak", "memory: ", "total", "Largest losses", "By kind", "classifier")) {
            assertTrue(bench.toString().contains(words), words);
        }
    }

    @Test
    void theFloorIsTheLongerOfComputingAndMoving() {
        StepFloor computing = StepFloor.of(step(500_000, 800, 100), 15, MACHINE, 1000);
        assertEquals(10, computing.computeMicros(), 1e-9);
        assertEquals("FMA", computing.bound());
        assertEquals(5, computing.lossMicros(), 1e-9);
        StepFloor moving = StepFloor.of(step(50, 5000, 100), 15, MACHINE, 1_000_000);
        assertEquals(5000 / 50e3 + 100 / 10e3, moving.floorMicros(), 1e-9, "maps in L2, weights from memory");
        assertEquals("L2", moving.bound());
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() {
        assertEquals(2, bench.exitCode("--width", "0"));
        assertEquals(2, bench.exitCode("--size", "224"));
        assertEquals(2, bench.exitCode("--batch", "0"));
        assertEquals(2, bench.exitCode("--seconds", "0"));
        assertEquals(2, bench.exitCode("--vector-bits", "100"));
        assertEquals(1, bench.exitCode("--size", "8x8"));
    }

    private static Profile.Entry step(long multiplyAdds, long mapBytes, long weightBytes) {
        return new Profile.Entry("a", "pointwise", false, new Shape(1, 1, 1, 1), multiplyAdds, mapBytes, weightBytes,
                0);
    }

    private static double number(Object map, String name) {
        return ((Number) ((Map<?, ?>) map).get(name)).doubleValue();
    }
}
