package demo;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// Says what is on a photo with ONNX Runtime, as applications do: with a native library for the network, AWT for the
/// photo, and what the network wants of a photo written down in the application.
final class Before implements AutoCloseable {
    private static final int SIDE = 32;
    private static final float[] MEAN = {0.4914f, 0.4822f, 0.4465f};
    private static final float[] STD = {0.2470f, 0.2435f, 0.2616f};
    private static final List<String> LABELS = List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog",
            "horse", "ship", "truck");

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    Before(Path model) throws OrtException { session = environment.createSession(model.toString()); }

    String label(Path photo) throws IOException, OrtException {
        float[] logits = logits(prepare(photo));
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return LABELS.get(best);
    }

    /// @param nchw `3 × SIDE × SIDE`
    float[] logits(float[] nchw) throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(nchw),
                new long[]{1, 3, SIDE, SIDE}); OrtSession.Result result = session.run(Map.of("input", input))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }

    /// The square in the middle, made small, its channels first.
    static float[] prepare(Path photo) throws IOException {
        BufferedImage image = ImageIO.read(photo.toFile());
        int square = Math.min(image.getWidth(), image.getHeight());
        int left = (image.getWidth() - square) / 2;
        int top = (image.getHeight() - square) / 2;
        BufferedImage small = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.drawImage(image.getSubimage(left, top, square, square).getScaledInstance(SIDE, SIDE,
                Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        float[] nchw = new float[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int rgb = small.getRGB(i % SIDE, i / SIDE);
            for (int channel = 0; channel < 3; channel++) {
                int value = rgb >> 16 - 8 * channel & 0xff;
                nchw[channel * SIDE * SIDE + i] = (value / 255f - MEAN[channel]) / STD[channel];
            }
        }
        return nchw;
    }

    @Override
    public void close() throws OrtException { session.close(); }
}
