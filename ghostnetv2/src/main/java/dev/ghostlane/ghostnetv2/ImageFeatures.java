package dev.ghostlane.ghostnetv2;

import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Gives feature maps and embeddings of images: a [FeatureExtractor], for one thread at a time, or a
/// [FeatureExtractorPool], for any number of them.
///
/// All methods that take an image give a map for each tap, in their order, in NHWC layout without gaps from index 0 of
/// an array of its own. If it was made for the model's own input size, the image goes through the model's
/// preprocessing, which cuts a square out of its middle; if it was made for a size, all of the image is resized to
/// that, by the preprocessing's filter, and normalised. They throw
///
/// - [ImageException], if the image cannot be used,
/// - [ImageMemoryException], if there is no memory to decode it now,
/// - `NullPointerException` with the name of the argument, if one is null,
/// - `IllegalStateException`, if the extractor is closed.
public sealed interface ImageFeatures extends AutoCloseable permits FeatureExtractor, FeatureExtractorPool {

    /// {@return the model whose features these are}
    GhostNetV2 model();

    /// {@return where features are taken, in the order asked for}
    List<Tap> taps();

    /// {@return the shape of the input: `1×H×W×3`}
    Shape inputShape();

    /// {@return the shape of a tap's map: `1×H×W×C`}
    ///
    /// @param tap one of [#taps()]
    /// @throws IllegalArgumentException if it was not asked for
    Shape shape(Tap tap);

    /// Decodes and prepares an image from anywhere and gives its features.
    ///
    /// @param image a file, bytes, a stream or pixels, with a name for messages
    /// @return a map `1×H×W×C` for each tap, in the order asked for
    Map<Tap, FeatureMap> extract(ImageSource image);

    /// Prepares pixels and gives their features.
    ///
    /// @param image the pixels
    /// @return a map `1×H×W×C` for each tap, in the order asked for
    Map<Tap, FeatureMap> extract(RgbImage image);

    /// The features of an image that is a tensor already.
    ///
    /// @param nhwc a normalised image of the input's size, `height × width × 3`
    /// @return a map `1×H×W×C` for each tap, in the order asked for
    /// @throws IllegalArgumentException if the length does not fit
    /// @throws IllegalStateException if the extractor is closed
    Map<Tap, FeatureMap> extract(float[] nhwc);

    /// Decodes and prepares a file and gives its features.
    ///
    /// @param image the file
    /// @return a map `1×H×W×C` for each tap, in the order asked for
    default Map<Tap, FeatureMap> extract(Path image) { return extract(Inputs.of(image)); }

    /// Decodes and prepares the bytes of a file, which are not changed, and gives its features.
    ///
    /// @param image the whole file
    /// @return a map `1×H×W×C` for each tap, in the order asked for
    default Map<Tap, FeatureMap> extract(byte[] image) { return extract(Inputs.of(image)); }

    /// Decodes and prepares what a stream gives until its end, and gives its features; it is not closed. It may have as
    /// many bytes as the memory limit of decoding.
    ///
    /// @param image the stream, from where it stands
    /// @return a map `1×H×W×C` for each tap, in the order asked for
    default Map<Tap, FeatureMap> extract(InputStream image) { return extract(Inputs.of(image)); }

    /// Gives the features of many images, several at once as [ImageClassifier#classifyAll(List, Selection)] runs them.
    ///
    /// @param images files, bytes, streams or pixels, each with a name for messages
    /// @return a result for each image, in their order; an image that failed is a result with its exception
    List<BatchResult<Map<Tap, FeatureMap>>> extractAll(List<ImageSource> images);

    @Override
    void close();
}
