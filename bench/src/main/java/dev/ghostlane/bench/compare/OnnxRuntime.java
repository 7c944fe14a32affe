package dev.ghostlane.bench.compare;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/// ONNX Runtime on its CPU provider, set up for speed: all optimisations of the graph, one operation after the other,
/// each on all threads; the input is a tensor on a direct buffer that is made once.
public final class OnnxRuntime implements Contestant {

    /// What the logits may differ by, as a share of their range: some twenty times what was seen.
    static final double TOLERANCE = 1e-5;

    /// The same for a file of somebody's: trained weights make more of rounding than random ones, whose signals keep
    /// their size. Any other network differs by a tenth and more.
    static final double GIVEN_TOLERANCE = 1e-3;

    private final OrtSession session;
    private final OnnxTensor tensor;
    private final Map<String, OnnxTensor> inputs;

    /// @param model the ONNX file
    /// @param nchw the images
    /// @param shape batch, channels, height, width
    /// @param spinning whether its threads spin while they wait, as they do by default
    /// @throws IllegalStateException if the model cannot be loaded
    public OnnxRuntime(Path model, float[] nchw, long[] shape, int threads, boolean spinning) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            if (!spinning) {
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
            }
            session = environment.createSession(model.toString(), options);
            FloatBuffer buffer = ByteBuffer.allocateDirect(nchw.length * Float.BYTES).order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            buffer.put(nchw).flip();
            NodeInfo input = session.getInputInfo().values().iterator().next();
            tensor = ((TensorInfo) input.getInfo()).type == OnnxJavaType.FLOAT16
                    ? OnnxTensor.createTensor(environment, Fp16Conversions.convertFloatBufferToFp16Buffer(buffer),
                            shape,
                            OnnxJavaType.FLOAT16)
                    : OnnxTensor.createTensor(environment, buffer, shape);
            inputs = Map.of(input.getName(), tensor);
        } catch (OrtException e) {
            throw new IllegalStateException(model + ": " + e.getMessage(), e);
        }
    }

    /// ONNX Runtime with a model, its threads spinning.
    ///
    /// @param nhwc the images, as Ghostlane has them
    /// @param shape batch, channels, height, width
    /// @throws IllegalStateException if the model cannot be loaded
    public static OnnxRuntime of(Path model, float[] nhwc, long[] shape, int threads) {
        return new OnnxRuntime(model, channelsFirst(nhwc, shape), shape, threads, true);
    }

    /// Throws if the outputs differ by more than rounding.
    ///
    /// @return the largest difference as a share of the range of the values
    /// @throws IllegalStateException if it is over the tolerance or a logit is no number
    public static double requireAgreement(Object what, float[] ghostlane, float[] peer) {
        return requireAgreement(what, ghostlane, peer, TOLERANCE);
    }

    /// The same with a tolerance, as a share of the range of the values.
    static double requireAgreement(Object what, float[] ghostlane, float[] peer, double tolerance) {
        if (ghostlane.length != peer.length) {
            throw new IllegalStateException(what + ": " + ghostlane.length + " logits against " + peer.length);
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double largest = 0;
        int where = 0;
        for (int i = 0; i < peer.length; i++) {
            low = Math.min(low, ghostlane[i]);
            high = Math.max(high, ghostlane[i]);
            double difference = Math.abs((double) ghostlane[i] - peer[i]);
            // Not to be forgotten once found: every comparison with a NaN is false.
            if (!(difference <= largest) && !Double.isNaN(largest)) {
                largest = difference;
                where = i;
            }
        }
        double share = largest / (high - low);
        if (!(share <= tolerance)) {
            throw new IllegalStateException(what + ": the outputs disagree: logit " + where + " is " + ghostlane[where]
                    + " here and " + peer[where] + " in the other runtime, a difference of " + share
                    + " of the logits' range; at most " + tolerance + " is rounding");
        }
        return share;
    }

    /// NHWC as NCHW.
    ///
    /// @param shape batch, channels, height, width
    static float[] channelsFirst(float[] nhwc, long[] shape) {
        int channels = (int) shape[1];
        int pixels = (int) (shape[2] * shape[3]);
        float[] nchw = new float[nhwc.length];
        for (int i = 0; i < nhwc.length; i++) {
            int pixel = i / channels;
            nchw[(pixel / pixels * channels + i % channels) * pixels + pixel % pixels] = nhwc[i];
        }
        return nchw;
    }

    /// Version of the library.
    public static String version() { return OrtEnvironment.getEnvironment().getVersion(); }

    @Override
    public void run() {
        try {
            session.run(inputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public float[] logits() {
        try (OrtSession.Result result = session.run(inputs)) {
            FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] logits = new float[buffer.remaining()];
            buffer.get(logits);
            return logits;
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            tensor.close();
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
