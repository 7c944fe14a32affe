package dev.ghostlane.spark.cluster;

import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.api.java.UDF2;

/// Gives back the bytes of a file; the first attempt at one of the files says which process it is in, and then takes a
/// minute.
record SlowOnce(String name, String announcement) implements UDF2<String, byte[], byte[]> {

    /// In milliseconds.
    static final long MINUTE = 60_000;

    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public byte[] call(String path, byte[] content) throws Exception {
        if (path.endsWith(name) && TaskContext.get().attemptNumber() == 0) {
            Path part = Path.of(announcement + ".part");
            Files.writeString(part, "" + ProcessHandle.current().pid());
            Files.move(part, Path.of(announcement));
            Thread.sleep(MINUTE);
        }
        return content;
    }
}
