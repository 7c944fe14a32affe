package programs;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import java.nio.file.Path;
import java.util.List;

/// DJL's program for the comparison.
final class ServedDjl extends Served {
    private static final Shape INPUT = new Shape(1, 3, 224, 224);

    private final Path model;
    private final DjlProgram program;

    private ServedDjl(String[] args) throws Exception {
        // What DJL has for this, in place of an option: before it starts.
        System.setProperty("ai.djl.pytorch.num_threads", args[2]);
        model = Path.of(args[0]);
        program = new DjlProgram(model, Path.of(args[1]));
    }

    /// @param args model, labels, threads of a run, photos at once
    public static void main(String[] args) throws Exception { new ServedDjl(args).serve(args[3]); }

    @Override
    List<String> classify(Path photo) throws Exception { return program.classify(photo); }

    @Override
    float[] pixels(Path photo) throws Exception {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            return DjlProgram.transforms().transform(new NDList(
                    ImageFactory.getInstance().fromFile(photo).toNDArray(manager, Image.Flag.COLOR)))
                    .singletonOrThrow().toFloatArray();
        }
    }

    @Override
    float[] logits(float[] nchw) throws Exception {
        try (Model network = Model.newInstance("model", "PyTorch")) {
            network.load(model.getParent(), model.getFileName().toString());
            try (Predictor<NDList, NDList> predictor = network.newPredictor(new NoopTranslator(null));
                    NDManager manager = network.getNDManager().newSubManager();
                    NDList logits = predictor.predict(new NDList(manager.create(nchw, INPUT)))) {
                return logits.singletonOrThrow().toFloatArray();
            }
        }
    }
}
