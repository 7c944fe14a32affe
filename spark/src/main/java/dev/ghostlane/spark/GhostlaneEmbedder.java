package dev.ghostlane.spark;

import dev.ghostlane.ghostnetv2.Tap;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/// Makes embeddings of photos, which are near each other for photos that look alike: adds a column of type
/// `array<float>`, or of Spark ML's `Vector`, and one of errors.
///
/// ```java
/// Dataset<Row> photos = spark.read().format("binaryFile").load("photos");
/// Dataset<Row> vectors = new GhostlaneEmbedder().setVector(true).transform(photos).drop("content");
/// ```
public final class GhostlaneEmbedder extends PhotoTransformer<GhostlaneEmbedder> {

    private static final long serialVersionUID = 1;

    /// Where the numbers are taken.
    private final Param<String> tap = new Param<>(this, "tap",
            "where the numbers are taken: head, pooled, or one of the feature maps, blocks.9 for example");
    /// Whether embeddings are of the type `Vector`.
    private final BooleanParam vector = new BooleanParam(this, "vector",
            "whether embeddings are of Spark ML's type Vector instead of array<float>");

    /// An embedder by the bundled model, with a name that Spark makes up.
    public GhostlaneEmbedder() { this(Identifiable.randomUID("ghostlaneEmbedder")); }

    /// An embedder by the bundled model.
    ///
    /// @param uid what Spark calls this stage of a pipeline
    public GhostlaneEmbedder(String uid) {
        super(uid, "embedding");
        setDefault(tap, Tap.HEAD.toString());
        setDefault(vector, false);
    }

    /// {@return the param of [#setTap]}
    public Param<String> tap() { return tap; }

    /// {@return the param of [#setVector]}
    public BooleanParam vector() { return vector; }

    /// {@return where the numbers are taken}
    public String getTap() { return getOrDefault(tap); }

    /// {@return whether embeddings are of Spark ML's type `Vector`}
    public boolean getVector() { return (Boolean) getOrDefault(vector); }

    /// Where the numbers are taken; `head` by default, the 1280 numbers that the classifier reads. `pooled` is the
    /// global average of the last feature map, 960 numbers at width 1.0. Of a feature map, `blocks.9` for example, it
    /// is all numbers, line by line, the channels of a pixel together.
    ///
    /// @param name of a [Tap]
    /// @return this transformer
    public GhostlaneEmbedder setTap(String name) { return with(tap, name); }

    /// Whether embeddings are of Spark ML's type `Vector`, as its algorithms want them, with the values of the floats.
    ///
    /// @param vector false for arrays of floats
    /// @return this transformer
    public GhostlaneEmbedder setVector(boolean vector) { return with(this.vector, vector); }

    @Override
    Question question() { return new Question.Embedding(Tap.named(getTap()), getVector()); }

    @Override
    public GhostlaneEmbedder copy(ParamMap extra) { return defaultCopy(extra); }

    /// Reads an embedder that was saved.
    ///
    /// @return Spark's reader of saved stages
    public static MLReader<GhostlaneEmbedder> read() {
        return new DefaultParamsReadable<GhostlaneEmbedder>() {
        }.read();
    }

    /// Reads an embedder that was saved.
    ///
    /// @param path where it was saved, on any file system that Spark knows
    /// @return the embedder, with the params it had
    public static GhostlaneEmbedder load(String path) { return read().load(path); }
}
