package dev.ghostlane.images;

import java.nio.charset.StandardCharsets;

/// Names what is no image that Java can decode, so that a message can say what to convert.
final class OtherFormats {

    private OtherFormats() {}

    /// What a file is, by its first bytes.
    static String name(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, 16), StandardCharsets.ISO_8859_1);
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return "WebP";
        }
        if (start.startsWith("ftyp", 4)) {
            return start.startsWith("avi", 8) ? "AVIF" : "HEIF (HEIC) or a film";
        }
        if (start.startsWith("JXL ", 4) || start.startsWith("ÿ\n")) {
            return "JPEG XL";
        }
        if (start.startsWith("jP  ", 4) || start.startsWith("ÿOÿQ")) {
            return "JPEG 2000";
        }
        if (start.startsWith("%PDF")) {
            return "PDF";
        }
        return "something else";
    }
}
