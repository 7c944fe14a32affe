package programs;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/// Says what is on photos, with ONNX Runtime and the JDK's own images.
final class OnnxRuntimeProgram implements AutoCloseable {
    private static final int SHORT_EDGE = 256;
    private static final int CROP = 224;
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] STD = {0.229f, 0.224f, 0.225f};

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final List<String> labels;

    OnnxRuntimeProgram(Path model, Path labels, int threads) throws IOException, OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            session = environment.createSession(model.toString(), options);
        }
        this.labels = Files.readAllLines(labels);
    }

    List<String> classify(Path photo) throws IOException, OrtException {
        float[] logits = logits(pixels(photo));
        return IntStream.range(0, logits.length).boxed().sorted(Comparator.comparing(i -> -logits[i])).limit(5)
                .map(labels::get).toList();
    }

    float[] logits(float[] nchw) throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(nchw),
                new long[]{1, 3, CROP, CROP}); OrtSession.Result result = session.run(Map.of("input", input))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }

    /// The short edge becomes 256 pixels, of which the middle is kept, its channels first.
    float[] pixels(Path photo) throws IOException {
        BufferedImage image = ImageIO.read(photo.toFile());
        int edge = Math.min(image.getWidth(), image.getHeight());
        int width = SHORT_EDGE * image.getWidth() / edge;
        int height = SHORT_EDGE * image.getHeight() / edge;
        BufferedImage crop = new BufferedImage(CROP, CROP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = crop.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, (CROP - width) / 2, (CROP - height) / 2, width, height, null);
        graphics.dispose();
        int[] pixels = crop.getRGB(0, 0, CROP, CROP, null, 0, CROP);
        float[] nchw = new float[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            for (int channel = 0; channel < 3; channel++) {
                int value = pixels[i] >> 16 - 8 * channel & 0xff;
                nchw[channel * pixels.length + i] = (value / 255f - MEAN[channel]) / STD[channel];
            }
        }
        return nchw;
    }

    @Override
    public void close() throws OrtException { session.close(); }
}
