package dev.ghostlane.cli.measure;

import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.files.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;

/// Whether the kernels of this process give the bits that they must give everywhere.
///
/// @param found digest of the bundled model's logits for a fixed input
public record SelfTest(String found) {

    /// What every machine gives; a new bundled model gives another one.
    public static final String EXPECTED = "1a3dbb00577af68b";

    /// Runs the bundled model on the kernels that are in use.
    public static SelfTest run() {
        GhostNetV2 model = GhostNetV2.bundled();
        int side = model.preprocessing().crop();
        try (Session session = model.plan(1, side, side).session()) {
            session.skipWarmStart();
            float[] input = new float[session.plan().inputShape().floats()];
            for (int i = 0; i < input.length; i++) {
                input[i] = (i % 251 - 125) / 64f;
            }
            float[] logits = new float[model.configuration().classes()];
            session.run(input, logits);
            return new SelfTest(digest(logits));
        }
    }

    /// The first sixteen digits of the SHA-256 of the bits, little-endian.
    public static String digest(float[]... values) {
        int floats = Stream.of(values).mapToInt(some -> some.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] some : values) {
            bytes.asFloatBuffer().put(some);
            bytes.position(bytes.position() + some.length * Float.BYTES);
        }
        return Sha256.of(bytes.array()).substring(0, 16);
    }

    public boolean passed() { return found.equals(EXPECTED); }

    @Override
    public String toString() {
        return passed() ? "passed, bits " + found : "FAILED: expected bits " + EXPECTED + ", found " + found;
    }
}
