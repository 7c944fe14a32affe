package demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// What a client calls its photo. It is shown and said back, and is never used to find anything.
final class PhotoName {
    private static final String PARAMETER = "name=";
    private static final int LONGEST = 100;

    private PhotoName() {}

    /// The parameter `name` of a query, on one line and not too long.
    ///
    /// @param query as it was sent; null if there is none
    static String of(String query) {
        if (query == null) {
            return "photo";
        }
        for (String parameter : query.split("&")) {
            if (parameter.startsWith(PARAMETER)) {
                return tidy(URLDecoder.decode(parameter.substring(PARAMETER.length()), StandardCharsets.UTF_8));
            }
        }
        return "photo";
    }

    /// Without characters that are not shown: line ends would forge lines of a log, marks of direction turn
    /// `gpj.exe` round.
    private static String tidy(String name) {
        String shown = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ").strip();
        String tidy = shown.codePoints().limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return tidy.isEmpty() ? "photo" : tidy;
    }
}
