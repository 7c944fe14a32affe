package dev.ghostlane.spark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/// Answers of Spark as text that has all bits, by the name of the file.
public final class Answers {

    private Answers() {}

    /// @param answers has `path` and `predictions`
    public static Map<String, String> predictions(Dataset<Row> answers) {
        Map<String, String> found = new TreeMap<>();
        for (Row row : answers.filter("predictions is not null").select("path", "predictions").collectAsList()) {
            List<Row> predictions = row.getList(1);
            found.put(Command.name(row.getString(0)), predictions.stream()
                    .map(p -> Command.prediction(p.getInt(0), p.getString(1), p.getFloat(2))).toList().toString());
        }
        return found;
    }

    /// @param answers has `path` and `embedding`
    public static Map<String, List<Float>> embeddings(Dataset<Row> answers) {
        Map<String, List<Float>> found = new TreeMap<>();
        for (Row row : answers.filter("embedding is not null").select("path", "embedding").collectAsList()) {
            found.put(Command.name(row.getString(0)), row.getList(1));
        }
        return found;
    }

    /// @param answers has `path` and `error`
    public static Map<String, String> errors(Dataset<Row> answers) {
        Map<String, String> found = new TreeMap<>();
        for (Row row : answers.filter("error is not null").select("path", "error").collectAsList()) {
            found.put(Command.name(row.getString(0)), row.getString(1));
        }
        return found;
    }
}
