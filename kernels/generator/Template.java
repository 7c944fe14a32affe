import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Java source with loops that are written out. Lines that begin with `@` are directives:
///
///     @for p in 0..PIXELS-1: int x{p} = xi + {p} * xs;     one line for each value
///     @for p in 0..PIXELS-1                                 the lines up to its @end for each value
///     @for PIXELS, VECTORS in 14 2, 7 3                     the same for pairs of values
///     @def name(A, B)                                       lines up to its @end, for later use
///     @use name(6, 2)                                       which is here
///     @use name{PIXELS}(2)                                  and one whose name has a value in it
///
/// `{expression}` is replaced by its value; it has integers, names, `+ - *`, `/` rounded down, `min(,)` and `max(,)`.
/// Products with 0 and 1 are then simplified, so that the text is what one would write by hand: `at + 0 * xs` becomes
/// `at`.
final class Template {

    private static final Pattern LOOP = Pattern.compile("( *)@for ([\\w, ]+) in ([^:]+)(?:: (.*))?");
    private static final Pattern CALL = Pattern.compile(" *@(def|use) (\\w+)\\(([^:]*)\\)");
    private static final Pattern EXPRESSION = Pattern.compile("\\{([\\w+\\-*/(), ]+)}");

    private record Macro(List<String> names, List<String> lines) {}

    private final Map<String, Macro> macros = new HashMap<>();
    private final StringBuilder result = new StringBuilder();

    private Template() {}

    /// What a template stands for.
    static String expand(String template) {
        Template expansion = new Template();
        expansion.lines(template.lines().toList(), Map.of());
        return expansion.result.toString().replaceAll("\n{3,}", "\n\n").replace("\n\n}", "\n}");
    }

    private void lines(List<String> lines, Map<String, Integer> values) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher loop = LOOP.matcher(lines.get(i));
            Matcher call = CALL.matcher(named(lines.get(i), values));
            if (loop.matches()) {
                boolean block = loop.group(4) == null;
                int end = block ? end(lines, i) : i;
                List<String> body = block ? lines.subList(i + 1, end) : List.of(loop.group(1) + loop.group(4));
                List<String> names = names(loop.group(2));
                for (List<Integer> each : each(loop.group(3), values)) {
                    lines(body, with(values, names, each));
                }
                i = end;
            } else if (call.matches() && call.group(1).equals("def")) {
                int end = end(lines, i);
                int indentation = indentation(lines.get(i)) + 4;
                macros.put(call.group(2), new Macro(names(call.group(3)),
                        lines.subList(i + 1, end).stream().map(line -> line.substring(indentation)).toList()));
                i = end;
            } else if (call.matches()) {
                Macro macro = macros.get(call.group(2));
                String indentation = " ".repeat(indentation(lines.get(i)));
                lines(macro.lines.stream().map(line -> indentation + line).toList(),
                        with(values, macro.names, new Expression(call.group(3), values).list()));
            } else if (lines.get(i).strip().startsWith("@")) {
                throw new IllegalArgumentException("unknown directive: " + lines.get(i));
            } else {
                result.append(simplified(substituted(lines.get(i), values))).append('\n');
            }
        }
    }

    /// The line with the values in the name of the macro that it uses.
    private static String named(String line, Map<String, Integer> values) {
        int arguments = line.indexOf('(');
        return line.strip().startsWith("@use ")
                ? substituted(line.substring(0, arguments), values) + line.substring(arguments)
                : line;
    }

    private static List<String> names(String text) { return text.isEmpty() ? List.of() : List.of(text.split(", ")); }

    private static int indentation(String line) { return line.length() - line.stripLeading().length(); }

    private static int end(List<String> lines, int begin) {
        int depth = 0;
        for (int i = begin; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("@def ") || LOOP.matcher(lines.get(i)).matches() && !line.contains(": ")) {
                depth++;
            } else if (line.equals("@end") && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("no @end for: " + lines.get(begin));
    }

    /// The values of a loop: `0..3`, or `14 2, 7 3`.
    private static List<List<Integer>> each(String range, Map<String, Integer> values) {
        List<List<Integer>> all = new ArrayList<>();
        int dots = range.indexOf("..");
        if (dots < 0) {
            for (String tuple : range.split(", ")) {
                all.add(List.of(tuple.split(" ")).stream().map(Integer::valueOf).toList());
            }
            return all;
        }
        int last = new Expression(range.substring(dots + 2), values).value();
        for (int i = new Expression(range.substring(0, dots), values).value(); i <= last; i++) {
            all.add(List.of(i));
        }
        return all;
    }

    private static Map<String, Integer> with(Map<String, Integer> values, List<String> names, List<Integer> more) {
        Map<String, Integer> all = new HashMap<>(values);
        for (int i = 0; i < names.size(); i++) {
            all.put(names.get(i), more.get(i));
        }
        return all;
    }

    private static String substituted(String line, Map<String, Integer> values) {
        return EXPRESSION.matcher(line)
                .replaceAll(match -> Integer.toString(new Expression(match.group(1), values).value()));
    }

    private static String simplified(String line) {
        return line.replaceAll(" \\+ -(?=\\d)", " - ").replaceAll(" [+-] 0( \\* \\w+)?\\b(?! \\*)", "")
                .replaceAll("\\b1 \\* ", "");
    }

    /// An arithmetic expression over integers and names.
    private static final class Expression {

        private final String text;
        private final Map<String, Integer> values;
        private int at;

        Expression(String text, Map<String, Integer> values) {
            this.text = text.replace(" ", "");
            this.values = values;
        }

        int value() { return list().getFirst(); }

        /// Expressions with commas between them.
        List<Integer> list() {
            List<Integer> all = new ArrayList<>();
            while (at < text.length() && text.charAt(at) != ')') {
                all.add(sum());
                accept(',');
            }
            return all;
        }

        private int sum() {
            int sum = accept('-') ? -product() : product();
            while (true) {
                if (accept('+')) {
                    sum += product();
                } else if (accept('-')) {
                    sum -= product();
                } else {
                    return sum;
                }
            }
        }

        private int product() {
            int product = factor();
            while (true) {
                if (accept('*')) {
                    product *= factor();
                } else if (accept('/')) {
                    product = Math.floorDiv(product, factor());
                } else {
                    return product;
                }
            }
        }

        private int factor() {
            int begin = at;
            while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
            String name = text.substring(begin, at);
            if (accept('(')) {
                List<Integer> arguments = list();
                accept(')');
                return switch (name) {
                    case "min" -> Math.min(arguments.get(0), arguments.get(1));
                    case "max" -> Math.max(arguments.get(0), arguments.get(1));
                    default -> arguments.getFirst();
                };
            }
            Integer value = values.get(name);
            return value != null ? value : Integer.parseInt(name);
        }

        private boolean accept(char sign) {
            boolean found = at < text.length() && text.charAt(at) == sign;
            at += found ? 1 : 0;
            return found;
        }
    }
}
