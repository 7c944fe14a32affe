package dev.ghostlane.spark;

import java.util.List;
import org.apache.spark.ml.param.FloatParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

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

    private final IntParam topK = new IntParam(this, "topK", "how many classes an answer names at most",
            ParamValidators.gtEq(1));
    private final FloatParam threshold = new FloatParam(this, "threshold",
            "least probability of a class that an answer names, from 0 to 1", ParamValidators.inRange(0, 1));
    private final StringArrayParam allow = new StringArrayParam(this, "allow",
            "labels or numbers of the classes that answers may name; none: all");
    private final StringArrayParam deny = new StringArrayParam(this, "deny",
            "labels or numbers of classes that answers do not name");

    public GhostlaneClassifier() { this(Identifiable.randomUID("ghostlaneClassifier")); }

    /// @param uid what Spark calls this stage of a pipeline
    public GhostlaneClassifier(String uid) {
        super(uid, "predictions");
        setDefault(topK, USUAL);
        setDefault(threshold, 0f);
        setDefault(allow, new String[0]);
        setDefault(deny, new String[0]);
    }

    public IntParam topK() { return topK; }

    public FloatParam threshold() { return threshold; }

    public StringArrayParam allow() { return allow; }

    public StringArrayParam deny() { return deny; }

    public int getTopK() { return (Integer) getOrDefault(topK); }

    public float getThreshold() { return (Float) getOrDefault(threshold); }

    public String[] getAllow() { return getOrDefault(allow); }

    public String[] getDeny() { return getOrDefault(deny); }

    /// How many classes an answer names at most; 5 by default.
    public GhostlaneClassifier setTopK(int k) { return with(topK, k); }

    /// Least probability of a class that an answer names, from 0 to 1; 0 by default.
    public GhostlaneClassifier setThreshold(float probability) { return with(threshold, probability); }

    /// Only these classes, by label or number. Probabilities stay those among all classes. None: all.
    public GhostlaneClassifier setAllow(String... classes) { return with(allow, classes.clone()); }

    /// Not these classes, by label or number.
    public GhostlaneClassifier setDeny(String... classes) { return with(deny, classes.clone()); }

    @Override
    Question question() {
        return new Question.Classes(getTopK(), getThreshold(), List.of(getAllow()), List.of(getDeny()));
    }

    @Override
    public GhostlaneClassifier copy(ParamMap extra) { return defaultCopy(extra); }

    /// Reads a classifier that was saved.
    public static MLReader<GhostlaneClassifier> read() {
        return new DefaultParamsReadable<GhostlaneClassifier>() {
        }.read();
    }

    /// Reads a classifier that was saved.
    public static GhostlaneClassifier load(String path) { return read().load(path); }
}
