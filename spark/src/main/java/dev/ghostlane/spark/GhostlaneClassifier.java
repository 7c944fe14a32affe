package dev.ghostlane.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.spark.ml.param.FloatParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import scala.Function1;

/// Says what is on photos: adds a column of type `array<struct<index: int, label: string, probability: float>>`, the
/// most probable class first, and one of errors.
///
/// ```java
/// Dataset<Row> photos = spark.read().format("binaryFile").load("photos");
/// Dataset<Row> answers = new GhostlaneClassifier().setTopK(3).transform(photos).drop("content");
/// ```
public final class GhostlaneClassifier extends PhotoTransformer<GhostlaneClassifier> {

    private static final long serialVersionUID = 1;

    private static final int USUAL = 5;

    /// How many classes an answer names at most.
    private final IntParam topK = new IntParam(this, "topK", "how many classes an answer names at most",
            valid("topK: expected at least 1, found ", k -> (Integer) k >= 1));
    /// Least probability of a class that an answer names.
    private final FloatParam threshold = new FloatParam(this, "threshold",
            "least probability of a class that an answer names, from 0 to 1",
            valid("threshold: expected a number from 0 to 1, found ", p -> (Float) p >= 0 && (Float) p <= 1));
    /// Classes that answers may name.
    private final StringArrayParam allow = new StringArrayParam(this, "allow",
            "labels or numbers of the classes that answers may name; none: all");
    /// Classes that answers may not name.
    private final StringArrayParam deny = new StringArrayParam(this, "deny",
            "labels or numbers of classes that answers do not name");

    /// A classifier by the bundled model, with a name that Spark makes up.
    public GhostlaneClassifier() { this(Identifiable.randomUID("ghostlaneClassifier")); }

    /// A classifier by the bundled model.
    ///
    /// @param uid what Spark calls this stage of a pipeline
    public GhostlaneClassifier(String uid) {
        super(uid, "predictions");
        setDefault(topK, USUAL);
        setDefault(threshold, 0f);
        setDefault(allow, new String[0]);
        setDefault(deny, new String[0]);
    }

    /// {@return the param of [#setTopK]}
    public IntParam topK() { return topK; }

    /// {@return the param of [#setThreshold]}
    public FloatParam threshold() { return threshold; }

    /// {@return the param of [#setAllow]}
    public StringArrayParam allow() { return allow; }

    /// {@return the param of [#setDeny]}
    public StringArrayParam deny() { return deny; }

    /// {@return how many classes an answer names at most}
    public int getTopK() { return (Integer) getOrDefault(topK); }

    /// {@return the least probability of a class that an answer names}
    public float getThreshold() { return (Float) getOrDefault(threshold); }

    /// {@return the classes that answers may name; none: all}
    public String[] getAllow() { return getOrDefault(allow); }

    /// {@return the classes that answers may not name}
    public String[] getDeny() { return getOrDefault(deny); }

    /// How many classes an answer names at most; 5 by default.
    ///
    /// @param k at least 1
    /// @return this transformer
    public GhostlaneClassifier setTopK(int k) { return with(topK, k); }

    /// Least probability of a class that an answer names, from 0 to 1; 0 by default.
    ///
    /// @param probability from 0 to 1
    /// @return this transformer
    public GhostlaneClassifier setThreshold(float probability) { return with(threshold, probability); }

    /// Only these classes, by label or number. Probabilities stay those among all classes. None: all.
    ///
    /// @param classes labels or numbers of classes
    /// @return this transformer
    public GhostlaneClassifier setAllow(String... classes) { return with(allow, copy(allow, classes)); }

    /// Not these classes, by label or number.
    ///
    /// @param classes labels or numbers of classes
    /// @return this transformer
    public GhostlaneClassifier setDeny(String... classes) { return with(deny, copy(deny, classes)); }

    private static String[] copy(StringArrayParam param, String[] classes) {
        return Objects.requireNonNull(classes, param.name()).clone();
    }

    /// Spark's own validators say what was found, and not what is expected.
    private static Function1<Object, Object> valid(String expected, Validity validity) {
        return (Function1<Object, Object> & Serializable) value -> {
            if (!validity.test(value)) {
                throw new IllegalArgumentException(expected + value);
            }
            return true;
        };
    }

    /// Of values of a param.
    private interface Validity extends Predicate<Object>, Serializable {}

    @Override
    Question question() {
        return new Question.Classes(getTopK(), getThreshold(), List.of(getAllow()), List.of(getDeny()));
    }

    @Override
    public GhostlaneClassifier copy(ParamMap extra) { return defaultCopy(extra); }

    /// Reads a classifier that was saved.
    ///
    /// @return Spark's reader of saved stages
    public static MLReader<GhostlaneClassifier> read() {
        return new DefaultParamsReadable<GhostlaneClassifier>() {
        }.read();
    }

    /// Reads a classifier that was saved.
    ///
    /// @param path where it was saved, on any file system that Spark knows
    /// @return the classifier, with the params it had
    public static GhostlaneClassifier load(String path) { return read().load(path); }
}
