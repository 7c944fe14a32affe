package dev.ghostlane.spark;

import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Selection;
import dev.ghostlane.ghostnetv2.Tap;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// What is asked of each photo. Questions about the same numbers of a network share what computes these.
sealed interface Question extends Serializable {

    /// Type of the answers.
    DataType type();

    /// Where the network's numbers are taken that it is about; empty: the logits.
    Optional<Tap> at();

    /// What answers the question: gives a value of the [#type()] for the network's numbers. It throws an
    /// `ArithmeticException` if they are not finite. Any number of threads may use it.
    ///
    /// @throws IllegalArgumentException if it cannot be asked of this model
    Function<float[], Object> on(GhostNetV2 model);

    /// Which classes are the most probable: as [Selection].
    ///
    /// @param top how many classes at most
    /// @param threshold least probability of a class
    /// @param allow labels or numbers of classes; none: all
    /// @param deny labels or numbers of classes that are left out
    record Classes(int top, float threshold, List<String> allow, List<String> deny) implements Question {

        private static final StructType CLASS = new StructType()
                .add("index", DataTypes.IntegerType, false)
                .add("label", DataTypes.StringType, false)
                .add("probability", DataTypes.FloatType, false);

        @Override
        public DataType type() { return DataTypes.createArrayType(CLASS, false); }

        @Override
        public Optional<Tap> at() { return Optional.empty(); }

        @Override
        public Function<float[], Object> on(GhostNetV2 model) {
            Selection all = model.selection().top(top).above(threshold).deny(deny);
            Selection selection = allow.isEmpty() ? all : all.allow(allow);
            return logits -> selection.best(GhostNetV2.softmax(requireFinite("the logits", logits))).stream()
                    .map(Classes::row).toArray();
        }

        private static Row row(Classification found) {
            return RowFactory.create(found.index(), found.label(), found.probability());
        }
    }

    /// The numbers that a network has at a tap.
    ///
    /// @param tap where they are taken
    /// @param vector whether they become a `Vector` of Spark ML instead of an array
    record Embedding(Tap tap, boolean vector) implements Question {

        @Override
        public DataType type() {
            return vector ? SQLDataTypes.VectorType() : DataTypes.createArrayType(DataTypes.FloatType, false);
        }

        @Override
        public Optional<Tap> at() { return Optional.of(tap); }

        @Override
        public Function<float[], Object> on(GhostNetV2 model) {
            return values -> {
                requireFinite("the embedding", values);
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
