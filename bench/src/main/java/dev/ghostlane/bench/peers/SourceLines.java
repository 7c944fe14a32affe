package dev.ghostlane.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Counts what somebody had to think of when writing a program: its lines without those that are blank, comments, or
/// imports, which editors write.
final class SourceLines {
    private static final Pattern NO_CODE = Pattern.compile("|//.*|#.*|package .*|import .*|from \\S+ import .*");

    private SourceLines() {}

    /// Lines of Java or Python.
    static int of(String source) {
        return (int) source.lines().map(String::strip).filter(line -> !NO_CODE.matcher(line).matches()).count();
    }

    /// Lines of several files.
    static int of(Iterable<Path> files) throws IOException {
        int lines = 0;
        for (Path file : files) {
            lines += of(Files.readString(file));
        }
        return lines;
    }
}
