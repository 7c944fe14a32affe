package dev.ghostlane.ghostnetv2.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Files changed at random give a state dict that keeps the format's promises or a [CheckpointException],
/// in little time and memory.
class SafetensorsMutationTest {
    private static final int MUTATIONS = 10_000;
    private static final long SEED = 20221123;

    /// Bytes that reading may allocate for each byte of the file, and for an exception with its stack trace.
    private static final long BYTES_PER_BYTE = 32;
    private static final long CONSTANT_BYTES = 32 * 1024;

    private static final String[] TOKENS = {"{", "}", "[", "]", ",", ":", "\"", "\\", "-1", "0", "1e9",
            "null", "4294967296", "9223372036854775807", "18446744073709551616", "\"F64\"", "\"shape\":[2],",
            "\u00ff", "\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[72,73]},", "\\ud800",
            "[[[[[[[[[[[["};

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void mutatedFilesAreReadOrRefused() {
        // Twice, since the first use of a class or of a message allocates for itself.
        readAll(false);
        int read = readAll(true);
        assertTrue(read > MUTATIONS / 100 && read < MUTATIONS / 2, "seed " + SEED + ": " + read + " of "
                + MUTATIONS + " were read; the mutations are too weak or strong");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyTinyTensorsCostLittle() {
        StringBuilder header = new StringBuilder(
                "{\"0\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
        for (int i = 1; i < 50_000; i++) {
            header.append(",\"").append(Integer.toString(i, 36))
                    .append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        byte[] file = SafetensorsFiles.file(header.append('}').toString());
        assertTrue(readWithin(file, "tiny tensors", BYTES_PER_BYTE * file.length + CONSTANT_BYTES));
    }

    /// The number of mutated files that were read.
    private static int readAll(boolean bounded) {
        byte[] valid = SafetensorsFiles.valid();
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutate(valid, new Random(SEED + i));
            long allowed = bounded ? BYTES_PER_BYTE * mutated.length + CONSTANT_BYTES : Long.MAX_VALUE;
            read += readWithin(mutated, "seed " + SEED + ", mutation " + i, allowed) ? 1 : 0;
        }
        return read;
    }

    private static boolean readWithin(byte[] file, String name, long allowed) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(thread);
        StateDict dict = null;
        try {
            dict = Safetensors.read(file, name);
        } catch (CheckpointException e) {
            assertTrue(e.getMessage().startsWith(name + ": "), e.getMessage());
        } catch (Throwable e) {
            fail(name + " of " + file.length + " bytes: expected a CheckpointException, found " + e, e);
        }
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertTrue(allocated <= allowed,
                () -> name + ": " + allocated + " bytes allocated, allowed are " + allowed);
        if (dict != null) {
            checkPromises(dict, file, name);
        }
        return dict != null;
    }

    private static void checkPromises(StateDict dict, byte[] file, String name) {
        long header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long bytes = 0;
        for (String tensorName : dict.names()) {
            Tensor tensor = dict.find(tensorName).orElseThrow();
            assertEquals(tensor.elements() * tensor.dtype().bytes(), tensor.bytes().length, name);
            bytes += tensor.bytes().length;
            if (tensor.dtype().isFloat()) {
                assertEquals(tensor.elements(), tensor.floats().length, name);
            }
        }
        assertEquals(file.length - Long.BYTES - header, bytes, name);
    }

    /// One to three changes; half of the results get the header's length that fits again.
    private static byte[] mutate(byte[] file, Random random) {
        int headerEnd = Long.BYTES + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int dataLength = file.length - headerEnd;
        byte[] mutated = file.clone();
        for (int change = random.nextInt(3); change >= 0 && mutated.length > 0; change--) {
            int limit = random.nextBoolean() ? mutated.length : Math.min(mutated.length, headerEnd);
            int from = random.nextInt(limit);
            int to = Math.min(mutated.length, from + 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 4));
            mutated = switch (random.nextInt(6)) {
                case 0 -> replace(mutated, from, from + 1, (byte) (mutated[from] ^ 1 << random.nextInt(8)));
                case 1 -> replace(mutated, from, from + 1, (byte) random.nextInt(256));
                case 2 -> replace(mutated, from, to);
                case 3 -> {
                    byte[] inserted = new byte[to - from];
                    random.nextBytes(inserted);
                    yield replace(mutated, from, from, inserted);
                }
                case 4 -> {
                    int other = random.nextInt(mutated.length);
                    byte[] copy = Arrays.copyOfRange(mutated, other,
                            Math.min(mutated.length, other + to - from));
                    yield replace(mutated, from, random.nextBoolean() ? from : to, copy);
                }
                default -> replace(mutated, from, random.nextBoolean() ? from : to,
                        TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.ISO_8859_1));
            };
        }
        if (random.nextBoolean() && mutated.length >= Long.BYTES + dataLength) {
            ByteBuffer.wrap(mutated).order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(mutated.length - Long.BYTES - dataLength);
        }
        return mutated;
    }

    private static byte[] replace(byte[] file, int from, int to, byte... by) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(file, 0, from);
        result.writeBytes(by);
        result.write(file, to, file.length - to);
        return result.toByteArray();
    }
}
