package dev.ghostlane.cli.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/// Height and width of a network's input in pixels.
public record ImageSize(int height, int width) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})[x×]([1-9][0-9]{0,4})");

    /// Reads `HxW`.
    ///
    /// @throws TypeConversionException if it has another form
    public static ImageSize parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "expected height x width in pixels from 1 to 99999, such as 224x224, found '" + text + "'");
        }
        return new ImageSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() { return height + "x" + width; }
}
