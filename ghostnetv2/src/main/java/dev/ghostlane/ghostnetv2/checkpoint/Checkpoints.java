package dev.ghostlane.ghostnetv2.checkpoint;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/// Reads checkpoints of any format that is known: safetensors, PyTorch's zip files and MindSpore's. The format is found
/// from the first bytes; the name of the file does not matter.
///
/// Whatever a file contains, reading it ends in a [StateDict] or a [CheckpointException], in time and memory proportional
/// to the file's size. No code in a file is run, and no class is loaded by a name from it.
public final class Checkpoints {

    private static final String KIND = "a checkpoint in safetensors, PyTorch's or MindSpore's format";

    /// What PyTorch wrote before version 1.6: a pickle of this number comes first.
    private static final byte[] LEGACY_MAGIC = {(byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9,
            0x20, 0x6a, (byte) 0xa8, 0x50, 0x19};

    private enum Format {
        SAFETENSORS, PYTORCH, MINDSPORE
    }

    private Checkpoints() {}

    /// Reads a file.
    ///
    /// @throws CheckpointException if the file is missing, not readable, not a file or larger than an array can hold
    ///         (2 GiB), if its format is not known or if it breaks a rule of its format
    public static StateDict read(Path path) { return read(path, null); }

    /// Reads a file, of which it may take other weights than the best.
    ///
    /// @param weights which of several sets of weights to take out of a training checkpoint, `state_dict` for example;
    ///        null for the first that there is of `state_dict_ema`, `model_ema`, `state_dict` and `model`
    /// @throws CheckpointException as [#read(Path)], or if the file has no such weights
    public static StateDict read(Path path, String weights) {
        String source = path.toString();
        return parse(CheckpointFile.read(path, KIND, (first, size) -> format(first, source)), source, weights);
    }

    /// Reads a file that is in memory already. The bytes are copied.
    ///
    /// @param source names the file in messages
    /// @param weights as for [#read(Path, String)]
    /// @throws CheckpointException if the format is not known or a rule of it is broken
    public static StateDict read(byte[] bytes, String source, String weights) {
        return parse(bytes.clone(), Objects.requireNonNull(source, "source"), weights);
    }

    private static StateDict parse(byte[] file, String source, String weights) {
        Format format = format(file, source);
        if (weights != null && format != Format.PYTORCH) {
            throw new CheckpointException(source + ": there are no weights " + JsonReader.quote(weights)
                    + " to choose: the file holds one set of tensors");
        }
        return switch (format) {
            case SAFETENSORS -> Safetensors.parse(file, source);
            case PYTORCH -> PyTorchFile.parse(file, source, weights);
            case MINDSPORE -> MindSporeFile.parse(file, source);
        };
    }

    private static Format format(byte[] first, String source) {
        if (PyTorchFile.is(first)) {
            return Format.PYTORCH;
        }
        if (Safetensors.is(first)) {
            return Format.SAFETENSORS;
        }
        if (MindSporeFile.is(first)) {
            return Format.MINDSPORE;
        }
        throw new CheckpointException(source + ": expected " + KIND + ", found " + found(first, source));
    }

    private static String found(byte[] first, String source) {
        if (first.length == 0) {
            return "an empty file";
        }
        if (first.length > 2 && (first[0] & 0xff) == 0x80 && first[1] >= 2 && first[1] <= 5) {
            boolean legacy = Arrays.equals(first, 2, Math.min(first.length, 2 + LEGACY_MAGIC.length), LEGACY_MAGIC, 0,
                    LEGACY_MAGIC.length);
            return (legacy
                    ? "PyTorch's format from before version 1.6"
                    : "a pickle without PyTorch's zip file around it")
                    + ". " + conversion(source);
        }
        if (has(first, 257, "ustar")) {
            return "a tar archive: unpack it, or, if it is PyTorch's format from before version 0.1.10: "
                    + conversion(source);
        }
        if (has(first, 1, "HDF\r\n")) {
            return "an HDF5 file, such as Keras writes";
        }
        if (has(first, 0, "<") || has(first, 0, "version https://git-lfs")) {
            return "a text, perhaps the page or the pointer that a download left: "
                    + JsonReader.quote(new String(first, 0, Math.min(first.length, 60), StandardCharsets.ISO_8859_1));
        }
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < Math.min(first.length, 8); i++) {
            bytes.append(" %02x".formatted(first[i] & 0xff));
        }
        return "a file that begins with the bytes" + bytes;
    }

    /// The line of Python that makes a zip file of a pickle; `weights_only` keeps it from running code.
    private static String conversion(String source) {
        String name = source.replace("\\", "/").replace("'", "_");
        return "Convert it with: python -c \"import torch; torch.save(torch.load('" + name
                + "', map_location='cpu', weights_only=True), '" + name + ".zip.pth')\"";
    }

    private static boolean has(byte[] first, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return first.length >= at + bytes.length
                && Arrays.equals(first, at, at + bytes.length, bytes, 0, bytes.length);
    }
}
