package dev.ghostlane.ghostnetv2.checkpoint;

import static dev.ghostlane.ghostnetv2.checkpoint.ZipFiles.floats;

import dev.ghostlane.testdata.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What is fuzzed of checkpoints: whole files of each format, and those parts that a checksum or a length would hide
/// from the fuzzer, in a valid file around them.
public final class CheckpointTargets {

    private static final List<String> JSON = List.of("\"dtype\":", "\"shape\":[", "\"data_offsets\":[", "__metadata__",
            "\"F32\"", "\"F64\"", "\"BF16\"", "\"U8\"", "\\ud83d\\ude00", "\\u0000", "{\"", "\":{\"", "]},\"", "null",
            "9223372036854775807", "4294967296");

    private CheckpointTargets() {}

    /// All of them.
    public static List<FuzzTarget> all() {
        return List.of(new WholeSafetensors(), new SafetensorsJson(), new WholePyTorch(), new PyTorchPickle(),
                new WholeMindSpore());
    }

    /// A safetensors file.
    public static final class WholeSafetensors extends CheckpointTarget {
        @Override
        public String name() { return "safetensors"; }

        @Override
        public List<byte[]> seeds() {
            return List.of(SafetensorsFiles.valid(), SafetensorsFiles.file("{}"), SafetensorsFiles.file("{"
                    + SafetensorsFiles.entry("a", "U8", "[2,1]", 0, 2) + "}", (byte) 1, (byte) 2));
        }

        @Override
        public List<String> words() { return JSON; }

        @Override
        StateDict read(byte[] input) { return Checkpoints.read(input, SOURCE, null); }
    }

    /// The JSON of a safetensors file, before 72 bytes of data.
    public static final class SafetensorsJson extends CheckpointTarget {
        private static final int DATA = 72;

        @Override
        public String name() { return "safetensors-json"; }

        @Override
        public List<byte[]> seeds() {
            byte[] valid = SafetensorsFiles.valid();
            return List.of(Arrays.copyOfRange(valid, Long.BYTES, valid.length - DATA),
                    ("{\"\\u0061\\n\":{\"shape\":[9],\"data_offsets\":[0,72],\"dtype\":\"U64\"},"
                            + "\"__metadata__\":{\"k\":\"\"}}")
                            .getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<String> words() { return JSON; }

        @Override
        StateDict read(byte[] input) {
            return Safetensors.read(SafetensorsFiles.file(input, new byte[DATA]), SOURCE);
        }
    }

    /// A zip file of PyTorch.
    public static final class WholePyTorch extends CheckpointTarget {
        @Override
        public String name() { return "pytorch-zip"; }

        @Override
        public List<byte[]> seeds() {
            byte[] smallest = Pickle.protocol(2).ops("}").text("a").vector("ByteStorage", "0", 1).ops("s").stop();
            return List.of(ZipFiles.pytorch(pickle(), floats(1, 2, 3, 4, 5, 6), new byte[8]),
                    ZipFiles.pytorch(smallest, new byte[1]),
                    new ZipFiles().add("a/data.pkl", smallest).add("a/data/0", (byte) 7).bytes());
        }

        @Override
        public List<String> words() {
            return List.of("PK\3\4", "PK\1\2", "PK\5\6", "PK\6\6", "PK\6\7", "/data.pkl", "../");
        }

        @Override
        StateDict read(byte[] input) { return Checkpoints.read(input, SOURCE, null); }
    }

    /// The pickle in a PyTorch file with two storages.
    public static final class PyTorchPickle extends CheckpointTarget {
        private static final byte[] FLOATS = floats(1, 2, 3, 4, 5, 6);

        @Override
        public String name() { return "pytorch-pickle"; }

        @Override
        public List<byte[]> seeds() {
            return List.of(pickle(),
                    Pickle.protocol(2).ops("}").text("a").vector("FloatStorage", "0", 6).ops("s").stop());
        }

        @Override
        public List<String> words() {
            return List.of("ctorch\nFloatStorage\n", "ctorch\nHalfStorage\n", "ctorch._utils\n_rebuild_tensor_v2\n",
                    "ctorch._utils\n_rebuild_parameter\n", "ccollections\nOrderedDict\n", "cargparse\nNamespace\n",
                    "cos\nsystem\n", "X\7\0\0\0storage", "X\3\0\0\0cpu", "state_dict", "model_ema", "module.",
                    "\u0085", "\u0086", "\u0087", "\u008a", "\u008c\1", "\u0093", "\u0094", "\u0095");
        }

        @Override
        StateDict read(byte[] input) {
            return Checkpoints.read(ZipFiles.pytorch(input, FLOATS, new byte[8]), SOURCE, null);
        }
    }

    /// A file of MindSpore.
    public static final class WholeMindSpore extends CheckpointTarget {
        @Override
        public String name() { return "mindspore"; }

        @Override
        public List<byte[]> seeds() {
            return List.of(MindSporeFiles.join(
                    MindSporeFiles.parameter("conv.weight", "Float32", floats(1, 2, 3, 4, 5, 6), 2, 3),
                    MindSporeFiles.parameter("bn.gamma", "Float16", new byte[8], 4),
                    MindSporeFiles.parameter("step_num", "Int32", new byte[4], 1)),
                    MindSporeFiles.parameter("a.b", "UInt8", new byte[1]));
        }

        @Override
        public List<String> words() { return List.of("Float16", "BFloat16", "Float64", "Int64", "Bool", "crc_num"); }

        @Override
        StateDict read(byte[] input) { return Checkpoints.read(input, SOURCE, null); }
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
}
