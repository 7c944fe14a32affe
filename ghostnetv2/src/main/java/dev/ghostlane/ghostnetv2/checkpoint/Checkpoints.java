package dev.ghostlane.ghostnetv2.checkpoint;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Reads checkpoints of any format that is known: safetensors, PyTorch's zip files, MindSpore's and ONNX. The format is
/// found from the first bytes; the name of the file does not matter.
///
/// Whatever a file contains, reading it ends in a [StateDict] or a [CheckpointException], in time and memory
/// proportional to the file's size. No code in a file is run, and no class is loaded by a name from it.
public final class Checkpoints {

    /// The formats that are known. No file is of two: what follows `PK` in a zip file is no safetensors header.
    private static final List<CheckpointFormat> FORMATS = List.of(Safetensors.FORMAT, PyTorchFile.FORMAT,
            MindSporeFile.FORMAT, OnnxFile.FORMAT);

    private static final String KIND = "a checkpoint in " + titles() + " format";

    /// What PyTorch wrote before version 1.6: a pickle of this number comes first.
    private static final byte[] LEGACY_MAGIC = {(byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9,
            0x20, 0x6a, (byte) 0xa8, 0x50, 0x19};

    /// @param magic the file's first bytes
    /// @param module what reads it in Python's library, if something does
    private record Compression(String magic, String program, String module) {}

    private static final List<Compression> COMPRESSIONS = List.of(new Compression("\u001f\u008b", "gzip", "gzip"),
            new Compression("BZh", "bzip2", "bz2"), new Compression("\u00fd7zXZ", "xz", "lzma"),
            new Compression("(\u00b5/\u00fd", "Zstandard", null), new Compression("7z\u00bc\u00af", "7-Zip", null),
            new Compression("Rar!", "RAR", null), new Compression("\u0004\"M\u0018", "LZ4", null));

    private Checkpoints() {}

    /// {@return the file of a checkpoint: that in a folder, or the path itself}
    ///
    /// @param checkpoint a file, or a folder with one
    /// @throws CheckpointException if a folder has none, or several that count alike
    public static Path file(Path checkpoint) {
        return Files.isDirectory(checkpoint) ? CheckpointFolder.file(checkpoint) : checkpoint;
    }

    /// Reads a file, or that of a folder, with what the folder's `config.json` says.
    ///
    /// @param checkpoint a file, or a folder with one
    /// @return the tensors, and what was found out about them
    /// @throws CheckpointException if the file is missing, not readable, not a file or larger than an array can hold
    ///         (2 GiB), if its format is not known or if it breaks a rule of its format
    public static StateDict read(Path checkpoint) { return read(checkpoint, null); }

    /// Reads a file, of which it may take other weights than the best.
    ///
    /// @param checkpoint a file, or a folder with one
    /// @param weights which of several sets of weights to take out of a training checkpoint, `state_dict` for example;
    ///        null for the first that there is of `state_dict_ema`, `model_ema`, `state_dict` and `model`
    /// @return the tensors, and what was found out about them
    /// @throws CheckpointException as [#read(Path)], or if the file has no such weights
    public static StateDict read(Path checkpoint, String weights) {
        Path path = file(checkpoint);
        String source = path.toString();
        byte[] file = CheckpointFile.read(path, KIND, (head, size) -> format(head, source));
        StateDict dict = format(file, source).read(file, path, weights);
        return path.equals(checkpoint) ? dict : CheckpointFolder.configured(dict, checkpoint);
    }

    /// Reads a file that is in memory already. The bytes are copied.
    ///
    /// @param bytes the whole file
    /// @param source names the file in messages
    /// @param weights as for [#read(Path, String)]
    /// @return the tensors, and what was found out about them
    /// @throws CheckpointException if the format is not known or a rule of it is broken
    public static StateDict read(byte[] bytes, String source, String weights) {
        byte[] file = bytes.clone();
        return format(file, Objects.requireNonNull(source, "source")).read(file, source, weights);
    }

    private static CheckpointFormat format(byte[] head, String source) {
        return FORMATS.stream().filter(format -> format.recognizes(head)).findFirst()
                .orElseThrow(() -> new CheckpointException(source + ": expected " + KIND + ", found "
                        + found(head, source)));
    }

    static String titles() {
        List<String> titles = FORMATS.stream().map(CheckpointFormat::title).toList();
        return String.join(", ", titles.subList(0, titles.size() - 1)) + " or " + titles.getLast();
    }

    private static String found(byte[] head, String source) {
        if (head.length == 0) {
            return "an empty file";
        }
        if (head.length > 2 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5) {
            boolean legacy = Arrays.equals(head, 2, Math.min(head.length, 2 + LEGACY_MAGIC.length), LEGACY_MAGIC, 0,
                    LEGACY_MAGIC.length);
            return legacy
                    ? "PyTorch's format from before version 1.6. " + Conversion.legacy(source)
                    : "a pickle without PyTorch's zip file around it. " + Conversion.pickle(source);
        }
        if (has(head, 257, "ustar")) {
            return "a tar archive: " + Conversion.tar(source);
        }
        for (Compression compression : COMPRESSIONS) {
            if (has(head, 0, compression.magic)) {
                return "a file compressed by " + compression.program + ". "
                        + (compression.module == null
                                ? "Unpack it"
                                : Conversion.compressed(source, compression.module));
            }
        }
        if (new String(head, StandardCharsets.ISO_8859_1).stripLeading().startsWith("{")) {
            return new String(head, StandardCharsets.ISO_8859_1).contains("\"weight_map\"")
                    || source.endsWith(".index.json")
                            ? "the index of a sharded checkpoint, whose weights are in other files. "
                                    + Conversion.shards(source)
                            : "a text in JSON, perhaps the configuration that lies beside a checkpoint";
        }
        if (has(head, 4, "ORTM")) {
            return "a file in ONNX Runtime's own format, .ort: use the ONNX file that it was made of";
        }
        if (has(head, 1, "HDF\r\n")) {
            return "an HDF5 file, such as Keras writes";
        }
        if (has(head, 0, "<") || has(head, 0, "version https://git-lfs")) {
            return "a text, perhaps the page or the pointer that a download left: "
                    + JsonReader.quote(new String(head, 0, Math.min(head.length, 60), StandardCharsets.ISO_8859_1));
        }
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < Math.min(head.length, 8); i++) {
            bytes.append(" %02x".formatted(head[i] & 0xff));
        }
        return "a file that begins with the bytes" + bytes;
    }

    private static boolean has(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= at + bytes.length && Arrays.equals(head, at, at + bytes.length, bytes, 0, bytes.length);
    }
}
