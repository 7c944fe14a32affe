package dev.ghostlane.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/// The rows of a partition's files with their answers, in order. Reads no further than as many photos as run at once.
final class FileRows implements Iterator<Row> {

    private final Iterator<Row> files;
    private final FileFunction asked;
    private final int path;
    private final int length;
    private final Deque<Row> answered = new ArrayDeque<>();

    /// @param path position of the path in a row
    /// @param length position of the length
    FileRows(Iterator<Row> files, FileFunction asked, int path, int length) {
        this.files = files;
        this.asked = asked;
        this.path = path;
        this.length = length;
    }

    @Override
    public boolean hasNext() { return !answered.isEmpty() || files.hasNext(); }

    @Override
    public Row next() {
        if (answered.isEmpty()) {
            answerSome();
        }
        return answered.remove();
    }

    private void answerSome() {
        List<Row> rows = new ArrayList<>();
        List<PhotoFunction.Outcome> outcomes = asked.answers(new Iterator<>() {
            @Override
            public boolean hasNext() { return files.hasNext(); }

            @Override
            public PhotoFunction.Content next() {
                Row file = files.next();
                rows.add(file);
                return asked.read(file.getAs(path), file.getAs(length));
            }
        });
        for (int i = 0; i < rows.size(); i++) {
            answered.add(with(rows.get(i), outcomes.get(i)));
        }
    }

    private static Row with(Row file, PhotoFunction.Outcome outcome) {
        Object[] values = new Object[file.size() + 2];
        for (int i = 0; i < file.size(); i++) {
            values[i] = file.get(i);
        }
        values[file.size()] = outcome.value();
        values[file.size() + 1] = outcome.error();
        return RowFactory.create(values);
    }
}
