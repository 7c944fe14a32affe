package dev.ghostlane.spark.program;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/// The folder of the answers: `path`, `predictions` or `embedding`, `error`, in one of the formats.
///
/// CSV has no lists: there a prediction has a row of its own, with `rank`, `index`, `label` and `probability`, and the
/// numbers of an embedding are separated by spaces.
record Answers(String folder, Format format) {

    enum Format {
        PARQUET, JSON, CSV;

        /// As options and Spark have it.
        @Override
        public String toString() { return name().toLowerCase(Locale.ROOT); }
    }

    static final String PATH = "path";
    static final String PREDICTIONS = "predictions";
    static final String EMBEDDING = "embedding";
    static final String ERROR = "error";

    /// A path may have line ends in it, and quotes as spreadsheets write them.
    private static final Map<String, String> CSV_OPTIONS = Map.of("header", "true", "multiLine", "true", "escape",
            "\"");

    /// Runs the job.
    ///
    /// @return the schema of what was written
    StructType write(Dataset<Row> answers) {
        Dataset<Row> table = format == Format.CSV ? flat(answers) : answers;
        table.write().format(format.toString()).options(options()).mode(SaveMode.ErrorIfExists).save(folder);
        return table.schema();
    }

    /// The photos that could not be used, with `path` and `error`: from what was written, which is exact, while
    /// accumulators count a task twice that ran twice.
    Dataset<Row> errors(SparkSession session, StructType schema) {
        return session.read().schema(schema).format(format.toString()).options(options()).load(folder)
                .filter(col(ERROR).isNotNull()).select(PATH, ERROR);
    }

    private Map<String, String> options() { return format == Format.CSV ? CSV_OPTIONS : Map.of(); }

    private static Dataset<Row> flat(Dataset<Row> answers) {
        if (List.of(answers.columns()).contains(EMBEDDING)) {
            Column numbers = functions.array_join(col(EMBEDDING).cast("array<string>"), " ");
            return answers.select(col(PATH), numbers.as(EMBEDDING), col(ERROR));
        }
        return answers.select(col(PATH), functions.posexplode_outer(col(PREDICTIONS)), col(ERROR))
                .select(col(PATH), col("pos").plus(1).as("rank"), col("col.index"), col("col.label"),
                        col("col.probability"), col(ERROR));
    }
}
