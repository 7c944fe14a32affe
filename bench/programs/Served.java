package programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A program as `bench/peers` runs it: an order a line comes in, an answer a line goes out. Orders and answers are
/// words between tabulators; `served.py` is the same for Python.
///
/// - `classify PHOTO` is answered by the labels; several are worked on at once, and their answers have no order.
/// - `pixels PHOTO FILE` writes the network's input, channels first, as little-endian floats, answered by `done`.
/// - `logits FILE FILE` reads such an input and writes its logits, answered by `done`.
///
/// What goes wrong is answered by `failed` and the reason.
abstract class Served {
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    abstract List<String> classify(Path photo) throws Exception;

    /// @return channels first
    abstract float[] pixels(Path photo) throws Exception;

    abstract float[] logits(float[] nchw) throws Exception;

    /// Answers until there are no orders.
    ///
    /// @param atOnce how many photos are worked on at once
    final void serve(String atOnce) throws IOException {
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                ExecutorService workers = Executors.newFixedThreadPool(Integer.parseInt(atOnce))) {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                String[] words = line.split("\t");
                workers.execute(() -> answer(words));
            }
        }
        System.exit(0);
    }

    private void answer(String[] words) {
        try {
            switch (words[0]) {
                case "classify" -> out.println(String.join("\t", classify(Path.of(words[1]))));
                case "pixels" -> write(pixels(Path.of(words[1])), Path.of(words[2]));
                case "logits" -> write(logits(read(Path.of(words[1]))), Path.of(words[2]));
                default -> throw new IllegalArgumentException("there is no order " + words[0]);
            }
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            out.println("failed\t" + String.valueOf(e).lines().findFirst().orElseThrow());
        }
    }

    private static float[] read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private void write(float[] values, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(file, bytes.array());
        out.println("done");
    }
}
