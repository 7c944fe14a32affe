package dev.ghostlane.spark;

import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.FeatureExtractor;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Selection;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// What is asked of each photo. Equal questions may share what answers them.
sealed interface Question extends Serializable {

    /// Type of the answers.
    DataType type();

    /// What answers the question, one image at a time: gives a value of the [#type()] for a normalised image of the
    /// model's input size. It throws an `ArithmeticException` if numbers are not finite.
    ///
    /// @throws IllegalArgumentException if it cannot be asked of this model
    Function<float[], Object> on(GhostNetV2 model);

    /// Which classes are the most probable: as [Selection].
    ///
    /// @param allow labels or numbers of classes; none: all
    record Classes(int top, float threshold, List<String> allow, List<String> deny) implements Question {

        private static final StructType CLASS = new StructType()
                .add("index", DataTypes.IntegerType, false)
                .add("label", DataTypes.StringType, false)
                .add("probability", DataTypes.FloatType, false);

        @Override
        public DataType type() { return DataTypes.createArrayType(CLASS, false); }

        @Override
        public Function<float[], Object> on(GhostNetV2 model) {
            Selection all = model.selection().top(top).above(threshold).deny(deny);
            Selection selection = allow.isEmpty() ? all : all.allow(allow);
            Classifier classifier = model.classifier();
            return nhwc -> {
                float[] logits = requireFinite("the logits", classifier.logits(nhwc));
                return selection.best(GhostNetV2.softmax(logits)).stream().map(Classes::row).toList();
            };
        }

        private static Row row(Classification found) {
            return RowFactory.create(found.index(), found.label(), found.probability());
        }
    }

    /// The numbers that a network has at a tap.
    ///
    /// @param vector whether they become a `Vector` of Spark ML instead of an array
    record Embedding(Tap tap, boolean vector) implements Question {

        @Override
        public DataType type() {
            return vector ? SQLDataTypes.VectorType() : DataTypes.createArrayType(DataTypes.FloatType, false);
        }

        @Override
        public Function<float[], Object> on(GhostNetV2 model) {
            FeatureExtractor extractor = model.features(List.of(tap));
            return nhwc -> {
                FeatureMap map = extractor.extract(nhwc).get(tap);
                float[] values = requireFinite("the embedding",
                        Arrays.copyOf(map.data(), map.pixels() * map.channels()));
                return vector
                        ? Vectors.dense(IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray())
                        : values;
            };
        }
    }

    private static float[] requireFinite(String what, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new ArithmeticException(what + " must be finite, found " + value
                        + "; the model's weights, mean or std are not what they should be");
            }
        }
        return values;
    }
}
