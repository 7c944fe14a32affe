package dev.ghostlane.ghostnetv2.checkpoint;

import static dev.ghostlane.ghostnetv2.checkpoint.ZipFiles.floats;
import static dev.ghostlane.ghostnetv2.checkpoint.ZipFiles.pytorch;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files made to fill the memory or to hang are refused with the reason. Those made to run code: [InertPickleTest].
@Timeout(30)
class HostilePyTorchFileTest {

    private static final byte[] TWO = floats(1, 2);

    static void refused(byte[] file, String... parts) {
        CheckpointException e = assertThrows(CheckpointException.class, () -> Checkpoints.read(file, "bad.pth", null));
        assertTrue(e.getMessage().startsWith("bad.pth: "), e.getMessage());
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), "no <" + part + "> in <" + e.getMessage() + ">");
        }
    }

    static void refusedPickle(Pickle pickle, String... parts) { refused(pytorch(pickle.stop(), TWO), parts); }

    private static Pickle pickle() { return Pickle.protocol(2); }

    /// INST, OBJ, EXT1, PERSID and others that no pickler of Python 3 writes into a checkpoint.
    @ParameterizedTest
    @ValueSource(
            strings = {"i", "o", "\u0082", "P", "S", "V", "F", "2", "l", "d", "g", "p", "\u0097", "\u0098", "\u00ff"})
    void otherOpcodesAreRefused(String opcode) { refusedPickle(pickle().ops("}" + opcode + "x\n"), "opcode 0x"); }

    @Test
    void valuesDeepInEachOtherAreRefused() {
        refusedPickle(pickle().ops("(".repeat(100_000)), "nested deeper");
        Pickle tuples = pickle().ops("N");
        for (int i = 0; i < 10_000; i++) {
            tuples.raw(0x85);
        }
        refusedPickle(tuples, "nested deeper");
        Pickle open = pickle().ops("}");
        for (int i = 0; i < 1000; i++) {
            open.text("k").ops("}");
        }
        refusedPickle(open.ops("s".repeat(1000)), "nested deeper");
        refusedPickle(pickle().ops("]".repeat(1000) + "a".repeat(999)), "nested deeper");
        refusedPickle(pickle().ops("}".repeat(100_000)), "on the stack");
    }

    @Test
    void memoBombsAreRefused() {
        refusedPickle(pickle().ops("}r").int32(Integer.MAX_VALUE), "memo index 2147483647");
        refusedPickle(pickle().ops("}r").int32(-1), "memo index 4294967295");
        refusedPickle(pickle().ops("}j").int32(7), "memo index 7 of 0");
        // Each level has the one before ten times: 10⁶³ values, were they written out.
        Pickle laughs = pickle().ops("NN").raw(0x86).ops("q").raw(0);
        for (int i = 1; i < 100; i++) {
            laughs.ops("(" + ("h" + (char) (i - 1)).repeat(10) + "tq").raw(i);
        }
        refusedPickle(laughs, "nested deeper");
        Pickle fewer = pickle().ops("}q").raw(0).text("state_dict").ops("h").raw(0).ops("s");
        refusedPickle(fewer, "no state dict");
    }

    @Test
    void textsBeyondTheFileOrTheLimitAreRefused() {
        refusedPickle(pickle().textOfLength(Integer.MAX_VALUE), "a text of 2147483647 bytes");
        refusedPickle(pickle().textOfLength(-1), "a text of 4294967295 bytes");
        refusedPickle(pickle().textOfLength(1000), "truncated");
        refusedPickle(pickle().ops("X").int32(1).raw(0xff), "UTF-8");
        refusedPickle(pickle().ops("c" + "a".repeat(500)), "name without end");
        refusedPickle(pickle().ops("B").int32(-1), "truncated");
        refusedPickle(pickle().raw(0x8d).int32(-1).int32(-1), "a text of 18446744073709551615 bytes");
        refusedPickle(pickle().raw(0x8e).int32(-1).int32(-1), "truncated");
        refusedPickle(pickle().textOfLength(PickleBytes.MAX_SKIPPED + 1), "at most 67108864");
        refusedPickle(pickle().ops("Ix\n"), "a number");
        refusedPickle(pickle().raw(0x8a, 255), "truncated");
    }

    @Test
    void picklesOfSomethingElseAreRefused() {
        refusedPickle(pickle().ops("N"), "expected a dict of tensors, found None");
        refusedPickle(pickle().text("a"), "expected a dict of tensors, found a text");
        refusedPickle(pickle().number(1), "expected a dict of tensors, found a number");
        refusedPickle(pickle().vector("FloatStorage", "0", 2), "expected a dict of tensors, found a tensor alone");
        refusedPickle(pickle().ops("](}e"), "expected a dict of tensors, found a list. This runs the code that the file"
                + " names, so only if you trust it: python -c \"import torch; torch.save(torch.load('bad.pth',"
                + " map_location='cpu', weights_only=False)[0], 'bad.pth.state_dict.pth')\"");
        refusedPickle(pickle().ops("N}").raw(0x86), "found a tuple. This runs the code", "weights_only=False)[1],");
        refusedPickle(pickle().ops("}"), "no state dict");
        refusedPickle(pickle().ops("}}"), "one value on the stack");
        refusedPickle(pickle(), "missing on the stack");
        refused(pytorch(new byte[0]), "truncated");
        refusedPickle(Pickle.protocol(0).ops("}"), "protocol 0");
        refusedPickle(pickle().ops("}t"), "mark is missing");
        refusedPickle(pickle().ops("(}(s"), "missing on the stack");
        refusedPickle(pickle().ops("}NNNu"), "mark is missing");
        refusedPickle(pickle().ops("}(Nu"), "no value");
        refusedPickle(pickle().ops("NNNs"), "no dict");
        refusedPickle(pickle().ops("}Na"), "no list");
        refusedPickle(pickle().ops("N}b"), "state");
        refusedPickle(pickle().ops("N)R"), "no known name");
        refusedPickle(pickle().global("torch", "FloatStorage").ops(")R"), "torch.FloatStorage");
        refusedPickle(pickle().global("collections", "OrderedDict").ops("N").raw(0x85).ops("R"), "without arguments");
        refusedPickle(pickle().global("collections", "defaultdict").ops("NN").raw(0x86).ops("R"), "of a maker");
        refusedPickle(pickle().ops("NQ"), "persistent id");
    }

    @ParameterizedTest
    @CsvSource({"0 0 3 1", "1 0 2 1", "-1 0 1 1", "0 0 2 2", "0 0 -1 1", "2147483647 0 1 1", "3 0 0 1"})
    void tensorsBeyondTheirStoragesAreRefused(String numbers) {
        String[] parts = numbers.split(" ");
        refusedPickle(pickle().ops("}").text("w").tensor("FloatStorage", "0", 2, Integer.parseInt(parts[0]),
                new int[]{Integer.parseInt(parts[2])}, new int[]{Integer.parseInt(parts[3])}).ops("s"), "data.pkl");
    }

    @Test
    void tensorsThatClaimMoreThanTheirBytesAreRefused() {
        refusedPickle(pickle().ops("}").text("w").tensor("FloatStorage", "0", 2, 0, new int[]{1 << 30},
                new int[]{0}).ops("s"),
                "does not lie inside its storage of 2 elements; one that repeats elements must be"
                        + " made contiguous before it is saved");
        refusedPickle(pickle().ops("}").text("w").tensor("FloatStorage", "0", 2, 0,
                new int[]{1 << 30, 1 << 30, 1 << 30}, new int[]{0, 0, 0}).ops("s"), "overflows");
        refusedPickle(pickle().ops("}").text("w").tensor("FloatStorage", "0", 2, 0, new int[]{2}, new int[]{1, 1})
                .ops("s"), "strides");
        refusedPickle(pickle().ops("}").text("w").tensor("FloatStorage", "0", 2, 0, new int[100], new int[100])
                .ops("s"), "100 dimensions");
        refusedPickle(pickle().ops("}").text("w").vector("FloatStorage", "0", 3).ops("s"), "3 elements", "8 bytes");
        refusedPickle(pickle().ops("}").text("w").vector("FloatStorage", "7", 2).ops("s"), "\"7\"");
        refusedPickle(pickle().ops("}").text("w").vector("FloatStorage", "../version", 2).ops("s"), "../version");
        Pickle many = pickle().ops("}(");
        byte[] large = new byte[40_000];
        for (int i = 0; i < 100; i++) {
            many.text("w" + i).vector("FloatStorage", "0", 10_000);
        }
        refused(pytorch(many.ops("u").stop(), large), "share so many bytes");
    }

    private static void refusedZip(Consumer<ZipFiles.Entry> change, String... parts) {
        byte[] pickle = pickle().ops("}").text("w").vector("FloatStorage", "0", 2).ops("s").stop();
        ZipFiles.Entry entry = new ZipFiles.Entry("archive/data/0", TWO);
        change.accept(entry);
        refused(new ZipFiles().add("archive/data.pkl", pickle).add(entry).bytes(), parts);
    }

    @Test
    void zipBombsAreRefused() {
        refusedZip(entry -> entry.method = 8, "archive/data/0", "compressed (method 8); PyTorch stores entries as they"
                + " are. Store them with: python -c \"import zipfile; i = zipfile.ZipFile('bad.pth'); o ="
                + " zipfile.ZipFile('bad.pth.stored.pth', 'w'); [o.writestr(n, i.read(n)) for n in i.namelist()];"
                + " o.close()\"");
        refusedZip(entry -> entry.size = 1L << 31, "bytes in the file for 2147483648 bytes of content");
        refusedZip(entry -> entry.compressedSize = entry.size = 1L << 31, "2147483648 bytes", "beyond");
        refusedZip(entry -> entry.flags = 1, "encrypted");
        // Every entry is the same bytes.
        ZipFiles zip = new ZipFiles().add("archive/data.pkl", pickle().ops("}").stop());
        for (int i = 0; i < 10; i++) {
            ZipFiles.Entry entry = new ZipFiles.Entry("archive/data/" + i, TWO);
            entry.header = i == 0 ? -1 : 30 + 16 + 4;
            entry.localName = "archive/data/0".getBytes();
            zip.add(entry);
        }
        refused(zip.bytes(), "archive/data/1");
    }

    @Test
    void overlappingEntriesAreRefused() {
        byte[] inner = new ZipFiles().add("a/data/1", TWO).bytes();
        ZipFiles.Entry outer = new ZipFiles.Entry("a/data/0", inner);
        ZipFiles.Entry nested = new ZipFiles.Entry("a/data/1", TWO);
        nested.header = 30 + "a/data/0".length();
        refused(new ZipFiles().add(outer).add(nested).bytes(), "overlaps", "a/data/0");
    }

    @Test
    void entriesWithWrongSizesOrNamesAreRefused() {
        refusedZip(entry -> entry.localSize = 7, "8 bytes by the central directory, but 7");
        refusedZip(entry -> entry.size = entry.compressedSize = 4, "4 bytes by the central directory");
        refusedZip(entry -> entry.localName = "archive/data/1".getBytes(), "another name");
        refusedZip(entry -> entry.header = 1, "no local header");
        refusedZip(entry -> entry.header = Integer.MAX_VALUE, "no local header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../data.pkl", "archive/../../etc/passwd", "/etc/passwd", "archive\\data", "a/..", ""})
    void pathsOutOfTheArchiveAreRefused(String name) {
        refused(new ZipFiles().add("archive/data.pkl", pickle().ops("}").stop()).add(name, TWO).bytes(),
                "relative path");
    }

    @Test
    void ambiguousArchivesAreRefused() {
        byte[] pickle = pickle().ops("}").stop();
        refused(new ZipFiles().add("a/data.pkl", pickle).add("a/data.pkl", pickle).bytes(), "twice");
        refused(new ZipFiles().add("a/data.pkl", pickle).add("b/data.pkl", pickle).bytes(), "several");
        refused(new ZipFiles().add("a/x", pickle).bytes(), "no entry data.pkl");
        refused(new ZipFiles().add("a/data.pkl", pickle).add("a/constants.pkl", pickle).bytes(), "TorchScript");
        byte[] file = pytorch(pickle);
        refused(Arrays.copyOf(file, file.length + 1), "end record");
        for (int length = 4; length < file.length; length++) {
            refused(Arrays.copyOf(file, length), "end record");
        }
    }
}
