package dev.ghostlane.ghostnetv2.checkpoint;

import static dev.ghostlane.ghostnetv2.checkpoint.ZipFiles.floats;
import static dev.ghostlane.ghostnetv2.checkpoint.ZipFiles.pytorch;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What torch.save writes is read: all float types, strides, shared storages, wrappers, and what lies beside them.
class PyTorchFileTest {

    private static final byte[] TWO = floats(1, 2);

    private static StateDict read(byte[] file) { return Checkpoints.read(file, "x.pth", null); }

    private static float[] values(StateDict dict, String name) { return dict.find(name).orElseThrow().floats(); }

    /// A dict whose entries hold one vector of two floats under a name, from storages 0, 1, …
    private static byte[] wrapped(String... wrappers) {
        Pickle pickle = Pickle.protocol(2).ops("}(");
        byte[][] storages = new byte[wrappers.length][];
        for (int i = 0; i < wrappers.length; i++) {
            pickle.text(wrappers[i]).ops("}").text("w").vector("FloatStorage", "" + i, 2).ops("s");
            storages[i] = floats(i, i);
        }
        return pytorch(pickle.ops("u").stop(), storages);
    }

    @ParameterizedTest
    @CsvSource({"FloatStorage,F32,0000803F00000040", "HalfStorage,F16,003C0040", "BFloat16Storage,BF16,803F0040",
            "DoubleStorage,F64,000000000000F03F0000000000000040"})
    void everyFloatTypeIsRead(String storage, DType dtype, String hex) {
        byte[] data = HexFormat.of().parseHex(hex);
        StateDict dict = read(pytorch(Pickle.protocol(2).ops("}").text("w").vector(storage, "0", 2).ops("s").stop(),
                data));
        assertEquals(dtype, dict.find("w").orElseThrow().dtype());
        assertArrayEquals(new float[]{1, 2}, values(dict, "w"));
    }

    @Test
    void stridesAndSharedStoragesAreRead() {
        byte[] storage = floats(0, 1, 2, 3, 4, 5, 6, 7);
        byte[] pickle = Pickle.protocol(2).ops("}(").text("rows")
                .tensor("FloatStorage", "0", 8, 1, new int[]{2, 3}, new int[]{3, 1}).text("transposed")
                .tensor("FloatStorage", "0", 8, 1, new int[]{3, 2}, new int[]{1, 3}).text("channels_last")
                .tensor("FloatStorage", "0", 8, 0, new int[]{1, 2, 2, 2}, new int[]{8, 1, 4, 2}).text("scalar")
                .tensor("FloatStorage", "0", 8, 7, new int[0], new int[0]).text("none")
                .tensor("FloatStorage", "0", 8, 8, new int[]{0, 5}, new int[]{5, 1}).ops("u").stop();
        StateDict dict = read(pytorch(pickle, storage));
        assertArrayEquals(new float[]{1, 2, 3, 4, 5, 6}, values(dict, "rows"));
        assertArrayEquals(new float[]{1, 4, 2, 5, 3, 6}, values(dict, "transposed"));
        assertArrayEquals(new float[]{0, 2, 4, 6, 1, 3, 5, 7}, values(dict, "channels_last"));
        assertArrayEquals(floats(0, 2, 4, 6, 1, 3, 5, 7), dict.find("channels_last").orElseThrow().bytes());
        assertArrayEquals(new float[]{7}, values(dict, "scalar"));
        assertEquals(List.of(0, 5), dict.find("none").orElseThrow().shape());
        assertEquals(0, values(dict, "none").length);
    }

    @ParameterizedTest
    @CsvSource({"model state_dict model_ema state_dict_ema,3", "model state_dict model_ema,2", "model state_dict,1",
            "model,0", "optimizer model,1"})
    void theBestWeightsAreTaken(String wrappers, float expected) {
        String[] names = wrappers.split(" ");
        StateDict dict = read(wrapped(names));
        assertEquals(expected, values(dict, "w")[0]);
        assertTrue(dict.findings().toString().contains(names[(int) expected]), dict.findings().toString());
    }

    @Test
    void otherWeightsAreTakenIfAskedFor() {
        byte[] file = wrapped("state_dict_ema", "state_dict", "teacher");
        assertEquals(1, values(Checkpoints.read(file, "x.pth", "state_dict"), "w")[0]);
        assertEquals(2, values(Checkpoints.read(file, "x.pth", "teacher"), "w")[0]);
        String message = assertThrows(CheckpointException.class, () -> Checkpoints.read(file, "x.pth", "ema"))
                .getMessage();
        assertTrue(message.contains("\"ema\"") && message.contains("\"teacher\""), message);
    }

    @Test
    void aWrapperMayLieInAnother() {
        byte[] pickle = Pickle.protocol(2).ops("}").text("model").ops("}").text("state_dict").ops("}").text("w")
                .vector("FloatStorage", "0", 2).ops("sss").stop();
        assertEquals(Set.of("w"), read(pytorch(pickle, TWO)).names());
    }

    /// Folds of a cross-validation, for example.
    @ParameterizedTest
    @CsvSource({"4b07,7", "473fe0000000000000,0.5", "88,True", "4e,None"})
    void keysMayBeNoText(String opcodes, String name) {
        byte[] key = HexFormat.of().parseHex(opcodes);
        byte[] one = Pickle.protocol(2).ops("}").bytes(key).ops("}").text("conv_stem.weight")
                .vector("FloatStorage", "0", 2).ops("ss").stop();
        StateDict dict = read(pytorch(one, TWO));
        assertEquals(Set.of("conv_stem.weight"), dict.names());
        assertTrue(dict.findings().toString().contains(name + ", the only dict"), dict.findings().toString());
        byte[] two = Pickle.protocol(2).ops("}(").bytes(key).ops("}").text("conv_stem.weight")
                .vector("FloatStorage", "0", 2).ops("sK\t}").text("conv_stem.weight")
                .vector("FloatStorage", "0", 2).ops("su").stop();
        assertTrue(refusal(pytorch(two, TWO)).contains("\"" + name + "\" and \"9\": choose one with --weights KEY"));
        assertEquals(1, Checkpoints.read(pytorch(two, TWO), "x.pth", "9").size());
    }

    @Test
    void keysOfOneNameAreRefused() {
        for (String keys : List.of("K\0}\u008c\u00010N", "\u008c\u00010NK\0}", "N}\u008c\u0004NoneN")) {
            String message = refusal(pytorch(Pickle.protocol(4).ops("}(" + keys + "u").stop(), TWO));
            assertTrue(message.contains("a dict has two keys that read alike"), message);
        }
    }

    @Test
    void otherKeysAreNotFound() {
        byte[] file = pytorch(Pickle.protocol(2).ops("}").ops("NN").raw(0x86).ops("}").text("conv_stem.weight")
                .vector("FloatStorage", "0", 2).ops("ss").stop(), TWO);
        assertEquals("x.pth: there is no state dict in the pickle; found no keys that are texts or numbers",
                refusal(file));
    }

    @Test
    void dictsWithDefaultsAreDicts() {
        for (String wrapper : List.of("", "\u008c\u0005model")) {
            Pickle pickle = Pickle.protocol(4).ops(wrapper.isEmpty() ? "" : "}" + wrapper)
                    .global("collections", "defaultdict").global("builtins", "list").raw(0x85).ops("R")
                    .text("conv_stem.weight").vector("FloatStorage", "0", 2).ops("s" + (wrapper.isEmpty() ? "" : "s"));
            assertEquals(Set.of("conv_stem.weight"), read(pytorch(pickle.stop(), TWO)).names());
        }
    }

    @Test
    void prefixesOfWrappersAreTakenOff() {
        byte[] pickle = Pickle.protocol(2).ops("}(").text("_orig_mod.module.a").vector("FloatStorage", "0", 2)
                .text("module.b").vector("FloatStorage", "0", 2).text("modules.c").vector("FloatStorage", "0", 2)
                .ops("u").stop();
        assertEquals(Set.of("a", "b", "modules.c"), read(pytorch(pickle, TWO)).names());
        byte[] same = Pickle.protocol(2).ops("}(").text("module.a").vector("FloatStorage", "0", 2).text("a")
                .vector("FloatStorage", "0", 2).ops("u").stop();
        assertThrows(CheckpointException.class, () -> read(pytorch(same, TWO)));
    }

    /// `{'args': Namespace(lr=0.1), 'epoch': 3, 'best': numpy.float64(…), 'path': PosixPath('a'), 'seed': 2**70, …}`
    @Test
    void whatLiesBesideTheWeightsIsInert() {
        byte[] pickle = Pickle.protocol(2).ops("}(").text("args").global("argparse", "Namespace").ops(")").raw(0x81)
                .ops("}").text("lr").ops("G").bytes(ByteBuffer.allocate(8).putDouble(0.1).array()).ops("sb")
                .text("epoch").ops("K").raw(3).text("best").global("numpy.core.multiarray", "scalar")
                .global("numpy", "dtype").text("f8").raw(0x89, 0x88, 0x87).ops("R").global("_codecs", "encode")
                .text("x").text("latin1").raw(0x86).ops("R").raw(0x86).ops("R").text("path")
                .global("pathlib", "PosixPath").text("a").raw(0x85).ops("R").text("seed").raw(0x8a, 9)
                .bytes(new byte[9]).text("list").ops("](K").raw(1).ops("NeNa").text("set").global("__builtin__", "set")
                .ops("]").raw(0x85).ops("R").text("counts").global("collections", "defaultdict")
                .global("__builtin__", "int").raw(0x85).ops("RK").raw(1).ops("K").raw(2).ops("s").text("optimizer")
                .ops("}K").raw(0).ops("}s").text("w").vector("FloatStorage", "0", 2).ops("u").stop();
        StateDict dict = read(pytorch(pickle, TWO));
        assertEquals(Set.of("w"), dict.names());
        assertTrue(dict.findings().toString().contains("\"args\""), dict.findings().toString());
    }

    @Test
    void parametersAndNewerProtocolsAreRead() {
        byte[] parameter = Pickle.protocol(2).ops("}").text("w").global("torch._utils", "_rebuild_parameter").ops("(")
                .vector("FloatStorage", "0", 2).raw(0x88).global("collections", "OrderedDict").ops(")RtRs").stop();
        assertArrayEquals(new float[]{1, 2}, values(read(pytorch(parameter, TWO)), "w"));
        byte[] fourth = Pickle.protocol(4).raw(0x95).bytes(new byte[8]).raw(0x8c, 11).ops("collections")
                .raw(0x94, 0x8c, 11).ops("OrderedDict").raw(0x94, 0x93, 0x94).ops(")R").raw(0x94).text("w")
                .vector("FloatStorage", "0", 2).ops("s").stop();
        assertArrayEquals(new float[]{1, 2}, values(read(pytorch(fourth, TWO)), "w"));
    }

    @Test
    void damageOfTheBytesIsNoticed() {
        byte[] file = wrapped("model");
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("archive/data/0") + 14;
        file[at + 1] ^= 1;
        String message = assertThrows(CheckpointException.class, () -> read(file)).getMessage();
        assertTrue(message.contains("archive/data/0") && message.contains("checksum"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"big", ""})
    void onlyLittleEndianFilesAreRead(String order) {
        byte[] pickle = Pickle.protocol(2).ops("}").text("w").vector("FloatStorage", "0", 2).ops("s").stop();
        byte[] file = new ZipFiles().add("a/data.pkl", pickle).add("a/byteorder", order.getBytes())
                .add("a/data/0", TWO).bytes();
        assertTrue(assertThrows(CheckpointException.class, () -> read(file)).getMessage().contains("byte order"));
        byte[] older = new ZipFiles().add("a/data.pkl", pickle).add("a/data/0", TWO).bytes();
        assertArrayEquals(new float[]{1, 2}, values(read(older), "w"));
    }

    private static String refusal(byte[] file) {
        return assertThrows(CheckpointException.class, () -> read(file)).getMessage();
    }

    /// [dev.ghostlane.ghostnetv2.checkpoint.Conversion]'s lines are run, where PyTorch is, by the tests of the command.
    @Test
    void otherFormatsAreRefusedWithTheWayToConvertThem() {
        byte[] legacy = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).put(new byte[]{(byte) 0x80, 2,
                (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50,
                0x19, '.'}).array();
        String expected = "x.pth: expected a checkpoint in " + Checkpoints.titles() + " format, found ";
        assertEquals(expected + "PyTorch's format from before version 1.6. Convert it with: python -c \"import torch;"
                + " torch.save(torch.load('x.pth', map_location='cpu', weights_only=True), 'x.pth.zip.pth')\"",
                refusal(legacy));
        assertEquals(expected + "a pickle without PyTorch's zip file around it. This runs the code that the file names,"
                + " so only if you trust it: python -c \"import pickle, torch; d = pickle.load(open('x.pth', 'rb'));"
                + " torch.save({k: torch.as_tensor(v) for k, v in d.items()}, 'x.pth.zip.pth')\"",
                refusal(Pickle.protocol(4).ops("}").stop()));
        byte[] tar = new byte[512];
        System.arraycopy("ustar".getBytes(), 0, tar, 257, 5);
        assertEquals(expected + "a tar archive: unpack it with: tar -xf 'x.pth'; or, if PyTorch before version 0.1.10"
                + " wrote it: This runs the code that the file names, so only if you trust it: python -c \"import"
                + " torch; torch.save(torch.load('x.pth', map_location='cpu', weights_only=False), 'x.pth.zip.pth')\"",
                refusal(tar));
    }

    @ParameterizedTest
    @CsvSource({"1f8b08,gzip,gzip", "425a68,bzip2,bz2", "fd377a585a,xz,lzma"})
    void compressedFilesAreRefusedWithTheWayToUnpackThem(String magic, String program, String module) {
        assertTrue(refusal(HexFormat.of().parseHex(magic + "00")).endsWith("found a file compressed by " + program
                + ". Unpack it with: python -c \"import " + module + ", shutil; shutil.copyfileobj(" + module
                + ".open('x.pth'), open('x.pth.unpacked', 'wb'))\""));
    }

    @Test
    void textsInJsonAreNamed() {
        byte[] index = "{\"metadata\": {}, \"weight_map\": {\"a\": \"../b\"}}".getBytes(StandardCharsets.UTF_8);
        String message = assertThrows(CheckpointException.class,
                () -> Checkpoints.read(index, "a/model.bin.index.json", null)).getMessage();
        assertTrue(message
                .contains("found the index of a sharded checkpoint, whose weights are in other files. Join the"
                        + " parts with: python -c \"import json, os, torch; i = 'a/model.bin.index.json'; ")
                && message.endsWith("torch.save(d, 'a/model.bin')\""), message);
        assertTrue(refusal(index).contains("from safetensors.torch import load_file, save_file"), refusal(index));
        assertTrue(refusal("{}".getBytes(StandardCharsets.UTF_8)).contains("found a text in JSON"));
    }

    @Test
    void otherZipFilesAreNamed() {
        ZipFiles.Entry code = new ZipFiles.Entry("m/code/net.py", (byte) 1);
        code.method = 8;
        byte[] script = new ZipFiles().add("m/data.pkl", (byte) '.').add(code).add("m/constants.pkl").bytes();
        assertEquals("x.pth: is a TorchScript archive, which holds code. Take its weights out with: python -c \"import"
                + " torch; torch.save(torch.jit.load('x.pth', map_location='cpu').state_dict(),"
                + " 'x.pth.state_dict.pth')\"", refusal(script));
        ZipFiles.Entry inner = new ZipFiles.Entry("inner.pth", (byte) 1);
        inner.method = 8;
        assertEquals(
                "x.pth: is a zip file, but not one of torch.save: there is no entry data.pkl in its top folder, but"
                        + " \"inner.pth\". If a checkpoint is among them, unpack it with: python -m zipfile -e 'x.pth'"
                        + " 'x.pth.unpacked'",
                refusal(new ZipFiles().add(inner).bytes()));
    }

    /// A name that a shell would run is not in a line that somebody may paste into one.
    @Test
    void linesHaveNoNamesThatAShellWouldRun() {
        byte[] file = pytorch(Pickle.protocol(2).global("a", "b").ops(")R").stop());
        for (String name : List.of("$(touch x).pth", "`x`", "a\"b", "a'b", "a!b", "a\nb")) {
            String message = assertThrows(CheckpointException.class, () -> Checkpoints.read(file, name, null))
                    .getMessage();
            assertTrue(message.contains("torch.load('FILE', "), message);
        }
    }
}
