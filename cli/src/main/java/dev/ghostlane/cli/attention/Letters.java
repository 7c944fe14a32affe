package dev.ghostlane.cli.attention;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/// Letters of 5×9 dots, drawn for this project in `letters.txt`: with those of the machine, which may have none, a
/// picture would differ from one to the next. There are those of ASCII; others are boxes.
final class Letters {

    /// Pixels of a dot.
    private static final int DOT = 2;

    /// Pixels from a letter to the next.
    static final int PITCH = 6 * DOT;

    /// Pixels from a line to the next.
    static final int LINE = 11 * DOT;

    private static final int ROWS = 9;
    private static final int COLUMNS = 5;

    /// The row on which capitals stand.
    private static final int BASE = 6;

    /// Letters side by side in the file.
    private static final int SIDE_BY_SIDE = 16;

    private static final List<String> FILE = Page.resource("letters.txt").lines().toList();

    private Letters() {}

    /// Draws a text on one line.
    ///
    /// @param x left edge
    /// @param y upper edge
    /// @param width room; what does not fit ends in dots
    static void draw(BufferedImage image, String text, int x, int y, int width, int rgb) {
        int[] codes = text.codePoints().map(Letters::ascii).toArray();
        int fitting = width / PITCH;
        for (int i = 0; i < Math.min(codes.length, fitting); i++) {
            boolean dots = codes.length > fitting && i >= fitting - 2;
            drawLetter(image, dots ? '.' : codes[i], x + i * PITCH, y, rgb);
        }
    }

    /// Breaks a text at its spaces into lines.
    ///
    /// @param width room of a line
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && (line.length() + 1 + word.length()) * PITCH > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static int ascii(int code) {
        return switch (code) {
            case '×' -> 'x';
            case '–', '−' -> '-';
            default -> code;
        };
    }

    private static void drawLetter(BufferedImage image, int code, int x, int y, int rgb) {
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                if (isDot(code, row, column)) {
                    for (int i = 0; i < DOT * DOT; i++) {
                        image.setRGB(x + DOT * column + i % DOT, y + DOT * row + i / DOT, rgb);
                    }
                }
            }
        }
    }

    private static boolean isDot(int code, int row, int column) {
        if (code < ' ' || code > '~') {
            return row <= BASE && (row % BASE == 0 || column % (COLUMNS - 1) == 0);
        }
        int number = code - ' ';
        String line = FILE.get(number / SIDE_BY_SIDE * (ROWS + 1) + row);
        return line.charAt(number % SIDE_BY_SIDE * (COLUMNS + 1) + column) == '#';
    }
}
