package dev.ghostlane.ghostnetv2.checkpoint;

import static dev.ghostlane.ghostnetv2.checkpoint.ZipFiles.floats;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Checkpoints changed at random are read or give a [CheckpointException], in little time and memory.
/// `-Dghostlane.test.mutations=500000`, among the options of the JVM, takes more of them.
class CheckpointMutationTest {
    private static final int MUTATIONS = Integer.getInteger("ghostlane.test.mutations", 20_000);
    private static final long SEED = 20221123;

    /// Bytes that reading may allocate for each byte of the file, and for an exception with its stack trace.
    private static final long BYTES_PER_BYTE = 64;
    private static final long CONSTANT_BYTES = 64 * 1024;

    /// Of processor time, for others may use the machine.
    private static final long LONGEST_NANOS = 1_000_000_000L;
    private static final String OPCODES = "().]}tNJKMGXBCcqrhjQRbaesu"
            + "\u0080\u0081\u0085\u0086\u0087\u0088\u0089\u008a\u0093";

    /// A format, and a file of it that everything of the format occurs in.
    private enum Format {
        PYTORCH, MINDSPORE, SAFETENSORS;

        byte[] valid() {
            return switch (this) {
                case PYTORCH -> zip(pickle());
                case MINDSPORE -> MindSporeFiles.join(
                        MindSporeFiles.parameter("conv.weight", "Float32", floats(1, 2, 3, 4, 5, 6), 2, 3),
                        MindSporeFiles.parameter("bn.gamma", "Float16", new byte[8], 4),
                        MindSporeFiles.parameter("step_num", "Int32", new byte[4], 1));
                case SAFETENSORS -> SafetensorsFiles.valid();
            };
        }
    }

    private static byte[] pickle() {
        return Pickle.protocol(2).ops("}q").raw(0).ops("(").text("state_dict").global("collections", "OrderedDict")
                .ops(")Rq").raw(1).ops("(").text("module.a")
                .tensor("FloatStorage", "0", 6, 0, new int[]{2, 3}, new int[]{3, 1}).ops("q").raw(2).text("module.b")
                .tensor("FloatStorage", "0", 6, 1, new int[]{2, 2}, new int[]{1, 2}).text("module.c")
                .vector("HalfStorage", "1", 4).ops("u}bq").raw(3).text("args").global("argparse", "Namespace").ops(")")
                .raw(0x81).ops("}").text("lr").ops("G").bytes(new byte[8]).ops("sb").text("epoch").ops("K").raw(3)
                .text("list").ops("](h").raw(0).ops("eu").stop();
    }

    private static byte[] zip(byte[] pickle) {
        return ZipFiles.pytorch(pickle, floats(1, 2, 3, 4, 5, 6), new byte[8]);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 170, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void mutatedFilesAreReadOrRefused(Format format) {
        int read = readAll(format);
        assertTrue(read > MUTATIONS / 200 && read < MUTATIONS * 3 / 4, format + ", seed " + SEED + ": " + read + " of "
                + MUTATIONS + " were read; the mutations are too weak or strong");
    }

    private static int readAll(Format format) {
        byte[] valid = format.valid();
        Random random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            // A changed pickle gets the checksum that fits, so that it reaches the unpickler.
            byte[] file = format == Format.PYTORCH && random.nextInt(4) > 0
                    ? zip(mutate(pickle(), random))
                    : mutate(valid, random);
            String name = format + ", seed " + SEED + ", mutation " + i;
            // Twice, since the first use of a class or of a message allocates for itself.
            readWithin(file, name, Long.MAX_VALUE);
            read += readWithin(file, name, BYTES_PER_BYTE * file.length + CONSTANT_BYTES) ? 1 : 0;
        }
        return read;
    }

    private static boolean readWithin(byte[] file, String name, long allowed) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(thread);
        long start = threads.getCurrentThreadCpuTime();
        boolean read = false;
        try {
            StateDict dict = Checkpoints.read(file, name, null);
            for (String tensor : dict.names()) {
                dict.find(tensor).orElseThrow().bytes();
            }
            read = true;
        } catch (CheckpointException e) {
            assertTrue(e.getMessage().startsWith(name + ": "), e.getMessage());
        } catch (Throwable e) {
            fail(name + " of " + file.length + " bytes: expected a CheckpointException, found " + e, e);
        }
        long nanos = threads.getCurrentThreadCpuTime() - start;
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertTrue(allocated <= allowed, () -> name + ": " + allocated + " bytes allocated, allowed are " + allowed);
        assertTrue(nanos <= LONGEST_NANOS, () -> name + " took " + nanos + " ns of processor time");
        return read;
    }

    /// One to three changes.
    private static byte[] mutate(byte[] file, Random random) {
        byte[] mutated = file.clone();
        for (int change = random.nextInt(3); change >= 0 && mutated.length > 1; change--) {
            int from = random.nextInt(mutated.length);
            int to = Math.min(mutated.length, from + 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 4));
            mutated = switch (random.nextInt(7)) {
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
                    byte[] copy = Arrays.copyOfRange(mutated, other, Math.min(mutated.length, other + to - from));
                    yield replace(mutated, from, random.nextBoolean() ? from : to, copy);
                }
                case 5 -> replace(mutated, from, random.nextBoolean() ? from : from + 1,
                        (byte) OPCODES.charAt(random.nextInt(OPCODES.length())));
                default -> {
                    byte[] many = new byte[1 + random.nextInt(300)];
                    Arrays.fill(many, (byte) (random.nextBoolean() ? mutated[from] : 0xff));
                    yield replace(mutated, from, random.nextBoolean() ? from : to, many);
                }
            };
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
