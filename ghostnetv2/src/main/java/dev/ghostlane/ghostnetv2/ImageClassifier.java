package dev.ghostlane.ghostnetv2;

import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.RgbImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/// Says what is on images: a [Classifier], for one thread at a time, or a [ClassifierPool], for any number of them.
///
/// All methods that take an image give the selected classes, best first, equal ones in the order of their index. `k` is
/// how many answers are wanted, at least 1; there are no more than classes. A [Selection] must be of the model's
/// classes; its answer is empty if no class is probable enough. They throw
///
/// - [ImageException], if the image cannot be used,
/// - [ImageMemoryException], if there is no memory to decode it now,
/// - `IllegalArgumentException`, if `k` is below 1 or the selection is of a model with other labels,
/// - `NullPointerException` with the name of the argument, if one is null,
/// - `IllegalStateException`, if the classifier is closed.
public sealed interface ImageClassifier extends AutoCloseable permits Classifier, ClassifierPool {

    /// {@return the model that answers}
    GhostNetV2 model();

    /// Decodes, preprocesses and classifies an image from anywhere.
    ///
    /// @param image a file, bytes, a stream or pixels, with a name for messages
    /// @param selection which classes the answer may name, made by this model
    /// @return the most probable classes, the best first
    List<Classification> classify(ImageSource image, Selection selection);

    /// Preprocesses and classifies pixels.
    ///
    /// @param image the pixels
    /// @param selection which classes the answer may name, made by this model
    /// @return the most probable classes, the best first
    List<Classification> classify(RgbImage image, Selection selection);

    /// Classifies many images. If the network's input has at most 320×320 pixels and there are
    /// [BatchResult#IMAGES_AT_ONCE] images or more for each session, so many are run at once on one thread, which takes
    /// less time and gives the same bits.
    ///
    /// @param images files, bytes, streams or pixels, each with a name for messages
    /// @param selection which classes the answers may name, made by this model
    /// @return a result for each image, in their order; an image that failed is a result with its exception
    List<BatchResult<List<Classification>>> classifyAll(List<ImageSource> images, Selection selection);

    /// Classifies many images.
    ///
    /// @param images files, bytes, streams or pixels, each with a name for messages
    /// @param k how many classes at most for each, at least 1
    /// @return as [#classifyAll(List, Selection)]
    default List<BatchResult<List<Classification>>> classifyAll(List<ImageSource> images, int k) {
        return classifyAll(images, top(k));
    }

    /// The logits of one image.
    ///
    /// @param nhwc a normalised image of the model's input size, `height × width × 3`
    /// @return one for each class
    /// @throws IllegalArgumentException if the length does not fit
    /// @throws IllegalStateException if the classifier is closed
    float[] logits(float[] nhwc);

    /// Decodes, preprocesses and classifies an image from anywhere.
    ///
    /// @param image a file, bytes, a stream or pixels, with a name for messages
    /// @param k how many classes at most, at least 1
    /// @return the most probable classes, the best first
    default List<Classification> classify(ImageSource image, int k) { return classify(image, top(k)); }

    /// Preprocesses and classifies pixels.
    ///
    /// @param image the pixels
    /// @param k how many classes at most, at least 1
    /// @return the most probable classes, the best first
    default List<Classification> classify(RgbImage image, int k) { return classify(image, top(k)); }

    /// Decodes, preprocesses and classifies a file.
    ///
    /// @param image the file
    /// @param k how many classes at most, at least 1
    /// @return the most probable classes, the best first
    default List<Classification> classify(Path image, int k) { return classify(image, top(k)); }

    /// Decodes, preprocesses and classifies a file.
    ///
    /// @param image the file
    /// @param selection which classes the answer may name, made by this model
    /// @return the most probable classes, the best first
    default List<Classification> classify(Path image, Selection selection) {
        return classify(Inputs.of(image), selection);
    }

    /// Decodes, preprocesses and classifies the bytes of a file, which are not changed.
    ///
    /// @param image the whole file
    /// @param k how many classes at most, at least 1
    /// @return the most probable classes, the best first
    default List<Classification> classify(byte[] image, int k) { return classify(image, top(k)); }

    /// Decodes, preprocesses and classifies the bytes of a file, which are not changed.
    ///
    /// @param image the whole file
    /// @param selection which classes the answer may name, made by this model
    /// @return the most probable classes, the best first
    default List<Classification> classify(byte[] image, Selection selection) {
        return classify(Inputs.of(image), selection);
    }

    /// Decodes, preprocesses and classifies what a stream gives until its end; it is not closed. It may have as many
    /// bytes as the memory limit of decoding.
    ///
    /// @param image the stream, from where it stands
    /// @param k how many classes at most, at least 1
    /// @return the most probable classes, the best first
    default List<Classification> classify(InputStream image, int k) { return classify(image, top(k)); }

    /// Decodes, preprocesses and classifies what a stream gives until its end; it is not closed. It may have as many
    /// bytes as the memory limit of decoding.
    ///
    /// @param image the stream, from where it stands
    /// @param selection which classes the answer may name, made by this model
    /// @return the most probable classes, the best first
    default List<Classification> classify(InputStream image, Selection selection) {
        return classify(Inputs.of(image), selection);
    }

    private Selection top(int k) { return model().selection().top(k); }

    @Override
    void close();
}
