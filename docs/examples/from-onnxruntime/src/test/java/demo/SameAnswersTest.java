package demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameAnswersTest {
    private static final Path PHOTO = Path.of("src/test/resources/chelsea.png");

    @TempDir
    private static Path folder;
    private static Before before;
    private static After after;

    /// The bundled model as an ONNX file: what one would have from PyTorch.
    @BeforeAll
    static void load() throws Exception {
        Path file = folder.resolve("model.onnx");
        GhostNetV2 model = GhostNetV2.bundled();
        OnnxExporter.of(model.network()).withMetadata(model.metadata()).write(file, false);
        before = new Before(file);
        after = new After(file);
    }

    @AfterAll
    static void close() throws Exception {
        before.close();
        after.close();
    }

    @Test
    void bothSeeTheSame() throws Exception {
        assertEquals("cat", before.label(PHOTO));
        assertEquals("cat", after.label(PHOTO));
    }

    /// ONNX Runtime adds in another order, so the last bits differ.
    @Test
    void ofTheSamePixelsBothHaveTheSameLogits() throws Exception {
        float[] nchw = Before.prepare(PHOTO);
        float[] nhwc = new float[nchw.length];
        int pixels = nchw.length / 3;
        for (int i = 0; i < nhwc.length; i++) {
            nhwc[i] = nchw[i % 3 * pixels + i / 3];
        }
        float[] expected = before.logits(nchw);
        float[] found = after.logits(nhwc);
        assertEquals(expected.length, found.length);
        for (int i = 0; i < found.length; i++) {
            assertEquals(expected[i], found[i], 1e-4f, "logit " + i);
        }
    }
}
