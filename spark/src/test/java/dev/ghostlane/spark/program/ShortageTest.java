package dev.ghostlane.spark.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.spark.Samples;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A photo for which the heap has no room is a row with a message; the process and its other photos live on.
class ShortageTest {

    /// As many pixels as are decoded whole, 265 MB.
    private static final int SIDE = 9400;

    private static final int HEADER = 62;

    @TempDir
    private Path folder;

    @Test
    void aPhotoWithoutRoomIsARow() throws IOException, InterruptedException {
        Samples samples = Samples.in(folder);
        Files.write(samples.photos().resolve("vast.bmp"), vast());
        Path log = folder.resolve("log");
        // Spark refuses to start in so little, unless a test says that it has more.
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Shared.repository().resolve("spark/java.options"), "-Xmx256m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Dspark.testing.memory=600000000", "-cp",
                System.getProperty("java.class.path"), Classify.class.getName(), "--master", "local[1]", "--input",
                samples.photos().toString(), "--output",
                folder.resolve("out").toString(), "--model", samples.model().toString())).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        try {
            assertTrue(process.waitFor(3, TimeUnit.MINUTES));
        } finally {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(log);
        assertEquals(1, process.exitValue(), said);
        assertTrue(said.contains("/vast.bmp: decoding it may need "), said);
        assertTrue(said.contains("28 photos in ") && said.contains("; 4 could not be used"), said);
    }

    /// A black and white BMP.
    private static byte[] vast() {
        int row = (SIDE + 31) / 32 * 4;
        int size = HEADER + row * SIDE;
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'B').put((byte) 'M').putInt(size).putInt(0).putInt(HEADER)
                .putInt(40).putInt(SIDE).putInt(SIDE).putShort((short) 1).putShort((short) 1).putInt(0)
                .putInt(row * SIDE).putInt(0).putInt(0).putInt(2).putInt(2).putInt(0).putInt(0xffffff).array();
    }
}
