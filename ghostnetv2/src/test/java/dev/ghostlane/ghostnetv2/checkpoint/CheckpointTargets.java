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
                new WholeMindSpore(), new ConfigJson());
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
                    new ZipFiles().add("a/data.pkl", smallest).add("a/data/0", (byte) 7).bytes(), compressed());
        }

        private static byte[] compressed() {
            ZipFiles.Entry code = new ZipFiles.Entry("a/code/x.py", (byte) 3, (byte) 0);
            code.method = 8;
            return new ZipFiles().add("a/data.pkl").add(code).add("a/constants.pkl").bytes();
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
                    Pickle.protocol(2).ops("}").text("a").vector("FloatStorage", "0", 6).ops("s").stop(), objects());
        }

        /// Two networks by their prefixes, objects of every kind beside them, and the opcodes of other protocols.
        private static byte[] objects() {
            return new Pickle().ops("}(").text("net").ops("}(").text("model._orig_mod.conv_stem.weight")
                    .vector("FloatStorage", "0", 6).text("ema.conv_stem.weight").vector("FloatStorage", "0", 6)
                    .text("0.conv_stem.weight").vector("FloatStorage", "0", 6).text("loss.weight")
                    .vector("HalfStorage", "1", 4).ops("u").text("x").global("my.net", "Net").ops(")").raw(0x81)
                    .ops("}").text("w").tensor("ComplexFloatStorage", "9", 2, 0, new int[]{2}, new int[]{1}).ops("sb")
                    .text("typed").global("torch._tensor", "_rebuild_from_type_v2").ops("(")
                    .global("torch._utils", "_rebuild_parameter").global("torch", "Tensor").ops("(NNNt}tRI01\nL7L\n")
                    .text("bytes").raw(0x96).bytes(new byte[8]).text("kw").global("a", "b").ops(")}").raw(0x92)
                    .text("sets").raw(0x8f).ops("(N").raw(0x90).text("frozen").ops("(N").raw(0x91).ops("N(N10u.")
                    .stop();
        }

        @Override
        public List<String> words() {
            return List.of("conv_stem.weight", "model.conv_stem.weight", "_orig_mod.", "cmy\nNet\n", "\u0091", "\u0092",
                    "ctorch._tensor\n_rebuild_from_type_v2\n", "ctorch\nTensor\n", "I01\n", "L7L\n", "\u0096",
                    "ctorch\nFloatStorage\n", "ctorch\nHalfStorage\n", "ctorch._utils\n_rebuild_tensor_v2\n",
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

    /// A `config.json`.
    public static final class ConfigJson implements FuzzTarget {
        @Override
        public String name() { return "config-json"; }

        @Override
        public List<byte[]> seeds() {
            return List.of(
                    """
                            {"num_classes": 2, "label_names": ["n1", "n2"], "label_descriptions": {"n1": "a"},
                            "pretrained_cfg": {"input_size": [3, 96, 96], "crop_pct": 0.9, "url": null,
                            "crop_mode": "center", "interpolation": "bicubic", "mean": [0.5, 0.5, 5e-1],
                            "std": [1, 1.5, 2]}}
                            """
                            .getBytes(StandardCharsets.UTF_8),
                    """
                            {"id2label": {"0": "a", "1": "\u00e9"}, "size": {"shortest_edge": 256},
                            "resample": 3, "crop_size": {"height": 224, "width": 224}, "image_mean": [0, 0, 0],
                            "image_std": [1, 1, 1], "image_size": 224, "deep": [{"a": [true, false, null]}]}
                            """
                            .getBytes(StandardCharsets.UTF_8),
                    "{\"size\": 7}".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<String> words() {
            return List.of("\"id2label\":{", "\"label_names\":[", "\"labels\":[", "\"label_descriptions\":{",
                    "\"size\":",
                    "\"shortest_edge\":", "\"crop_size\":", "\"input_size\":[3,", "\"pretrained_cfg\":{",
                    "\"resample\":", "\"mean\":[", "\"std\":[", "\"crop_pct\":", "null", "true", "1e999", "[[[[");
        }

        @Override
        public Check parse(byte[] input) {
            try {
                ConfigFile.read(input, CheckpointTarget.SOURCE);
            } catch (CheckpointException e) {
                if (!e.getMessage().startsWith(CheckpointTarget.SOURCE + ": ")) {
                    throw new AssertionError("expected a message that names the file", e);
                }
            }
            return Check.NONE;
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
}
