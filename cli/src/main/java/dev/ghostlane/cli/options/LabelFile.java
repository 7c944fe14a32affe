package dev.ghostlane.cli.options;

import dev.ghostlane.cli.console.FileRules;
import dev.ghostlane.cli.console.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads names of classes.
public final class LabelFile {

    private static final int MAX_BYTES = 1 << 24;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private LabelFile() {}

    /// The lines of a text, without spaces around them.
    ///
    /// @throws InputException if the file cannot be read, is no text in UTF-8 or is too large
    static List<String> read(Path file) {
        try {
            FileRules.requireReadable(file);
            if (Files.size(file) > MAX_BYTES) {
                throw new InputException(file + ": expected labels in at most " + MAX_BYTES + " bytes, found "
                        + Files.size(file));
            }
            return lines(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The lines of a text in memory.
    ///
    /// @param file names it in messages
    /// @throws InputException if it is no text in UTF-8
    public static List<String> lines(byte[] bytes, String file) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            return plain.stripTrailing().lines().map(String::strip).toList();
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": expected text in UTF-8, found other bytes", e);
        }
    }
}
