package dev.ghostlane.images;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Names what is no image that is decoded here, so that a message can say what to do.
final class OtherFormats {
    private static final int SHOWN = 60;

    /// How formats begin, and what they are called; `?` is any byte.
    private static final String[][] STARTS = {{"RIFF????WEBP", "WebP"}, {"????ftypavi", "AVIF"},
            {"????ftypcrx", "a camera's raw file (Canon CR3)"}, {"????ftyphe", "HEIF (HEIC)"},
            {"????ftypmi", "HEIF (HEIC)"}, {"????ftypms", "HEIF (HEIC)"}, {"????ftyp", "a film (MP4 or QuickTime)"},
            {"????JXL ", "JPEG XL"}, {"\u00ff\n", "JPEG XL"}, {"????jP  ", "JPEG 2000"},
            {"\u00ffO\u00ffQ", "JPEG 2000"}, {"II\u00bc", "JPEG XR"},
            {"\u0089PNG????\0\0\0\4CgBI", "PNG of Apple's own kind (CgBI)"}, {"8BPS", "PSD (Photoshop)"},
            {"II+\0", "BigTIFF"}, {"MM\0+", "BigTIFF"}, {"IIRO", "a camera's raw file (Olympus ORF)"},
            {"IIRS", "a camera's raw file (Olympus ORF)"}, {"MMOR", "a camera's raw file (Olympus ORF)"},
            {"IIU\0", "a camera's raw file (Panasonic RW2)"},
            {"FUJIFILMCCD-RAW", "a camera's raw file (Fujifilm RAF)"}, {"FOVb", "a camera's raw file (Sigma X3F)"},
            {"\0MRM", "a camera's raw file (Minolta MRW)"}, {"II\u001a\0\0\0HEAPCCDR",
                    "a camera's raw file (Canon CRW)"},
            {"\0\0\1\0", "ICO (an icon)"}, {"\0\0\2\0", "CUR (a cursor)"}, {"icns", "ICNS (icons)"},
            {"BA", "an array of OS/2 bitmaps"}, {"#?RADIANCE", "Radiance HDR"}, {"v/1\1", "OpenEXR"},
            {"\n?\1", "PCX"}, {"DDS ", "DDS"}, {"qoif", "QOI"}, {"gimp xcf", "XCF (GIMP)"}, {"SIMPLE  =", "FITS"},
            {"\u0089HDF", "HDF5"}, {"\u0093NUMPY", "a NumPy array"}, {"FLIF", "FLIF"}, {"BPG\u00fb", "BPG"},
            {"AT&TFORM", "DjVu"}, {"\u008aMNG", "MNG"}, {"\u008bJNG", "JNG"}, {"\u0001\u00da", "SGI"},
            {"\u0059\u00a6\u006a\u0095", "Sun raster"}, {"%PDF", "PDF"}, {"%!PS", "PostScript"},
            {"\u00c5\u00d0\u00d3\u00c6", "EPS"}, {"\u00d7\u00cd\u00c6\u009a", "WMF"}, {"PK\3\4", "a ZIP file"},
            {"\u001f\u008b", "a gzip file"}, {"BZh", "a bzip2 file"}, {"\u00fd7zXZ", "an xz file"},
            {"(\u00b5/\u00fd", "a Zstandard file"}, {"7z\u00bc\u00af", "a 7z file"}, {"Rar!", "a RAR file"},
            {"\0\0\0\fjP", "JPEG 2000"}, {"\u001aE\u00df\u00a3", "a film (Matroska or WebM)"},
            {"RIFF????AVI ", "a film (AVI)"}, {"GIF", "GIF of an unknown version"}};

    private OtherFormats() {}

    /// What a file is, by its first bytes, and what to do with it.
    static String name(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, 512), StandardCharsets.ISO_8859_1);
        if (isTga(file)) {
            return "TGA; convert it to PNG";
        }
        for (String[] format : STARTS) {
            if (startsWith(start, format[0])) {
                return format[1] + "; convert it to JPEG or PNG, or add an ImageIO plug-in that reads it";
            }
        }
        if (start.length() > 2 && start.charAt(0) == 'P' && "1234567fF".indexOf(start.charAt(1)) >= 0
                && Character.isWhitespace(start.charAt(2))) {
            return "PPM, PGM, PBM or PAM; convert it to PNG";
        }
        String text = text(start);
        if (text != null) {
            String shown = new String(file, 0, Math.min(SHOWN, file.length), StandardCharsets.UTF_8);
            return text + ": \"" + shown.replaceAll("\\s+", " ").strip() + (file.length > SHOWN ? "…" : "") + "\"";
        }
        return "something else, beginning with the bytes" + bytes(file);
    }

    private static boolean startsWith(String start, String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if (i >= start.length() || pattern.charAt(i) != '?' && pattern.charAt(i) != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// What kind of text a file is; `null` if it is none.
    private static String text(String start) {
        for (int i = 0; i < start.length(); i++) {
            char c = start.charAt(i);
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' || c == 0x7f) {
                return null;
            }
        }
        String trimmed = (start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3) : start).stripLeading()
                .toLowerCase(Locale.ROOT);
        if (trimmed.startsWith("version https://git-lfs")) {
            return "a Git LFS pointer, not the file that it stands for (git lfs pull brings that)";
        }
        if (trimmed.contains("<svg")) {
            return "SVG, which has no pixels; render it to PNG";
        }
        if (trimmed.startsWith("<!doctype html") || trimmed.startsWith("<html") || trimmed.contains("<head")
                || trimmed.contains("<body")) {
            return "HTML, perhaps the page that a download left";
        }
        if (trimmed.startsWith("<")) {
            return "XML, perhaps the answer that a download left";
        }
        if (trimmed.startsWith("data:image/")) {
            return "a data: URL; decode its Base64";
        }
        if (trimmed.startsWith("/9j/") || start.startsWith("iVBORw0KGgo") || start.startsWith("R0lGOD")) {
            return "an image in Base64; decode it";
        }
        return trimmed.startsWith("{") || trimmed.startsWith("[")
                ? "JSON, perhaps the answer that a download left"
                : "text";
    }

    /// TGA has no signature: colour map, type and bits a pixel must be of the known ones, and there must be pixels.
    private static boolean isTga(byte[] file) {
        return file.length > 18 && (file[1] == 0 || file[1] == 1) && "\1\2\3\t\n\13".indexOf(file[2]) >= 0
                && (file[12] | file[13]) != 0 && (file[14] | file[15]) != 0
                && (file[16] == 8 || file[16] == 15 || file[16] == 16 || file[16] == 24 || file[16] == 32);
    }

    private static String bytes(byte[] file) {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < Math.min(file.length, 8); i++) {
            bytes.append(" %02x".formatted(file[i] & 0xff));
        }
        return bytes.toString();
    }
}
