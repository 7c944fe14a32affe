package dev.ghostlane.cli.npy;

import dev.ghostlane.cli.console.FileRules;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Writes a `.npz` file whose arrays grow row by row, all of them with each row. A single row stays in memory; more
/// wait in temporary files beside the file, one for each array, since a zip file has its entries one after the other.
public final class NpzRows implements AutoCloseable {
    private final Path path;
    private final List<FileChannel> parts = new ArrayList<>();
    private List<NpzFile.Array> first;
    private int rows;

    private NpzRows(Path path) { this.path = path; }

    /// Begins a file.
    ///
    /// @param path where [#commit()] puts it; an existing regular file is replaced then
    /// @throws dev.ghostlane.cli.console.InputException if nothing can be written there
    public static NpzRows create(Path path) {
        FileRules.requireWritable(path);
        return new NpzRows(path);
    }

    /// Adds a row to each array.
    ///
    /// @param row arrays of the outermost size 1, of the same names and shapes each time
    public void add(List<NpzFile.Array> row) throws IOException {
        if (rows == 0) {
            first = row;
        } else {
            if (rows == 1) {
                spool(first);
            }
            spool(row);
        }
        rows++;
    }

    private void spool(List<NpzFile.Array> row) throws IOException {
        for (int i = 0; i < row.size(); i++) {
            if (i == parts.size()) {
                Path part = Files.createTempFile(path.toAbsolutePath().getParent(), "." + path.getFileName(), ".tmp");
                parts.add(FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE));
            }
            row.get(i).elements().writeTo(Channels.newOutputStream(parts.get(i)));
        }
    }

    /// How many rows there are.
    public int rows() { return rows; }

    /// Writes the file with the rows that there are, at least one. It appears when it is complete.
    public void commit() throws IOException {
        List<NpzFile.Array> arrays = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            NpzFile.Array row = first.get(i);
            List<Integer> shape = new ArrayList<>(row.shape());
            shape.set(0, rows);
            FileChannel part = rows == 1 ? null : parts.get(i);
            arrays.add(new NpzFile.Array(row.name(), shape, part == null
                    ? row.elements()
                    : out -> Channels.newInputStream(part.position(0)).transferTo(out)));
        }
        NpzFile.write(path, arrays);
    }

    /// Ends writing; of what was not committed nothing is left.
    @Override
    public void close() throws IOException {
        for (FileChannel part : parts) {
            part.close();
        }
    }
}
