package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.ghostnetv2.files.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes safetensors files: the tensors as they are, those of large elements first and then by name, as the format's
/// own writer orders them; the metadata as `__metadata__`. The same state dict gives the same bytes.
public final class SafetensorsWriter {

    private SafetensorsWriter() {}

    /// Writes a state dict to a file, which appears only when it is complete.
    ///
    /// @param dict tensors and metadata
    /// @param file its path
    /// @param replace whether a file of that name may be replaced
    /// @throws FileAlreadyExistsException if there is one and it may not
    /// @throws IOException if the file cannot be written
    public static void write(StateDict dict, Path file, boolean replace) throws IOException {
        WholeFile.write(file, replace, out -> write(dict, out));
    }

    /// Writes a state dict.
    ///
    /// @param dict tensors and metadata
    /// @param out receives the bytes; neither buffered nor closed here
    /// @throws IOException if writing to the stream fails
    public static void write(StateDict dict, OutputStream out) throws IOException {
        List<Tensor> tensors = dict.names().stream().map(name -> dict.find(name).orElseThrow())
                .sorted(Comparator.comparing((Tensor tensor) -> -tensor.dtype().bytes()).thenComparing(Tensor::name))
                .toList();
        byte[] header = header(tensors, dict.metadata()).getBytes(StandardCharsets.UTF_8);
        int padding = -header.length & Long.BYTES - 1;
        out.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length + padding)
                .array());
        out.write(header);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        for (Tensor tensor : tensors) {
            out.write(tensor.bytes());
        }
    }

    private static String header(List<Tensor> tensors, Map<String, String> metadata) {
        StringBuilder header = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            header.append("\"__metadata__\":{");
            new TreeMap<>(metadata).forEach((key, value) -> {
                string(header, key).append(':');
                string(header, value).append(',');
            });
            header.setCharAt(header.length() - 1, '}');
            header.append(',');
        }
        long offset = 0;
        for (Tensor tensor : tensors) {
            long end = offset + (long) tensor.elements() * tensor.dtype().bytes();
            string(header, tensor.name()).append(":{\"dtype\":\"").append(tensor.dtype()).append("\",\"shape\":")
                    .append(tensor.shape().toString().replace(" ", "")).append(",\"data_offsets\":[").append(offset)
                    .append(',').append(end).append("]},");
            offset = end;
        }
        if (header.charAt(header.length() - 1) == ',') {
            header.setLength(header.length() - 1);
        }
        return header.append('}').toString();
    }

    private static StringBuilder string(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) && !isPaired(text, i)) {
                json.append("\\u%04x".formatted(c < ' ' ? (int) c : 0xfffd));
            } else {
                json.append(c);
            }
        }
        return json.append('"');
    }

    private static boolean isPaired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
