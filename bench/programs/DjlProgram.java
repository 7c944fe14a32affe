package programs;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.Classifications.Classification;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.transform.CenterCrop;
import ai.djl.modality.cv.transform.Normalize;
import ai.djl.modality.cv.transform.ResizeShort;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.modality.cv.translator.ImageClassificationTranslator;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.Pipeline;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Says what is on photos, with DJL and its transforms.
final class DjlProgram implements AutoCloseable {
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] STD = {0.229f, 0.224f, 0.225f};

    private final ZooModel<Image, Classifications> model;

    DjlProgram(Path model, Path labels) throws IOException, ModelNotFoundException, MalformedModelException {
        this.model = Criteria.builder().setTypes(Image.class, Classifications.class).optEngine("PyTorch")
                .optModelPath(model).optTranslator(ImageClassificationTranslator.builder().setPipeline(transforms())
                        .optSynset(Files.readAllLines(labels)).optApplySoftmax(true).optTopK(5).build())
                .build().loadModel();
    }

    static Pipeline transforms() {
        return new Pipeline(new ResizeShort(256, -1, Image.Interpolation.BICUBIC), new CenterCrop(224, 224),
                new ToTensor(), new Normalize(MEAN, STD));
    }

    List<String> classify(Path photo) throws IOException, TranslateException {
        try (Predictor<Image, Classifications> predictor = model.newPredictor()) {
            return predictor.predict(ImageFactory.getInstance().fromFile(photo)).<Classification>topK(5).stream()
                    .map(Classification::getClassName).toList();
        }
    }

    @Override
    public void close() { model.close(); }
}
