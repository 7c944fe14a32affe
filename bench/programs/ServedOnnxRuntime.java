package programs;

import java.nio.file.Path;
import java.util.List;

/// ONNX Runtime's program for the comparison.
final class ServedOnnxRuntime extends Served {
    private final OnnxRuntimeProgram program;

    private ServedOnnxRuntime(String[] args) throws Exception {
        program = new OnnxRuntimeProgram(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
    }

    /// @param args model, labels, threads of a run, photos at once
    public static void main(String[] args) throws Exception { new ServedOnnxRuntime(args).serve(args[3]); }

    @Override
    List<String> classify(Path photo) throws Exception { return program.classify(photo); }

    @Override
    float[] pixels(Path photo) throws Exception { return program.pixels(photo); }

    @Override
    float[] logits(float[] nchw) throws Exception { return program.logits(nchw); }
}
