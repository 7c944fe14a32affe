package dev.ghostlane.bench.kit;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// ONNX Runtime as an implementation for the kit: each case is a model of its own, on one thread, with all
/// optimisations of the graph, as in a deployment.
final class OnnxKernels {

    private OnnxKernels() {}

    static String version() { return OrtEnvironment.getEnvironment().getVersion(); }

    static <C extends KernelCase> Implementation<C> implementation() {
        return Implementation.ofArrays("ONNX Runtime " + version(), OnnxKernels::compute);
    }

    private static float[] compute(KernelCase testCase, List<float[]> inputs) {
        Layout first = testCase.inputs().getFirst();
        int batch = inputs.getFirst().length / first.ofOneImage().elements();
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        Map<String, OnnxTensor> tensors = new HashMap<>();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OnnxOperators.graph(testCase, batch).orElseThrow().writeTo(model);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(model.toByteArray(), options)) {
                for (int i = 0; i < inputs.size(); i++) {
                    Layout layout = testCase.inputs().get(i);
                    tensors.put(OnnxOperators.input(i), OnnxTensor.createTensor(environment,
                            FloatBuffer.wrap(transposed(inputs.get(i), batch, pixels(layout), layout.channels())),
                            new long[]{batch, layout.channels(), layout.shape().height(), layout.shape().width()}));
                }
                try (OrtSession.Result result = session.run(tensors)) {
                    FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
                    float[] nchw = new float[buffer.remaining()];
                    buffer.get(nchw);
                    Layout output = testCase.output();
                    return transposed(nchw, batch, output.channels(), pixels(output));
                }
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static int pixels(Layout layout) { return layout.shape().height() * layout.shape().width(); }

    /// Each image's matrix of `rows × columns`, transposed.
    private static float[] transposed(float[] values, int images, int rows, int columns) {
        float[] result = new float[values.length];
        for (int image = 0; image < images; image++) {
            int start = image * rows * columns;
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    result[start + column * rows + row] = values[start + row * columns + column];
                }
            }
        }
        return result;
    }
}
