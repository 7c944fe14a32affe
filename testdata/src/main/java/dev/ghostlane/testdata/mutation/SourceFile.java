package dev.ghostlane.testdata.mutation;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The source of a class, in which a [Mutant] finds its place.
///
/// @param path the file
/// @param text all of it
record SourceFile(Path path, String text) {

    private static final Pattern WORDS_AND_SIGNS = Pattern.compile("\\w+|[^\\w\\s]");

    /// Finds the source by the name of its class among a module's sources, written and generated ones.
    ///
    /// @throws IllegalStateException if there is none, or several
    static SourceFile of(Mutant mutant) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String sources : List.of("src/main/java", "src/generated/java")) {
            Path folder = Shared.repository().resolve(mutant.module()).resolve(sources);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.endsWith(mutant.className() + ".java")).forEach(found::add);
                }
            }
        }
        if (found.size() != 1) {
            throw lost(mutant, mutant.module() + " must have one class " + mutant.className() + ", it has " + found);
        }
        return new SourceFile(found.getFirst(), Files.readString(found.getFirst()));
    }

    /// The text with the bug.
    ///
    /// @throws IllegalStateException if the bug's place does not have what is replaced, or several times and it is not
    ///     said which
    String with(Mutant mutant) throws IOException {
        List<int[]> members = members(mutant.member());
        List<MatchResult> matches = pattern(mutant.find()).matcher(text).results().filter(match -> members.stream()
                .anyMatch(member -> member[0] <= match.start() && match.end() <= member[1])).toList();
        int number = mutant.occurrence();
        if (number == 0 ? matches.size() != 1 : number > matches.size()) {
            throw lost(mutant, "in " + path + ", " + mutant.place() + " must have this "
                    + (number == 0 ? "once" : "at least " + number + " times") + ", it has it " + matches.size()
                    + " times:\n" + mutant.find());
        }
        MatchResult match = matches.get(Math.max(number, 1) - 1);
        return text.substring(0, match.start()) + mutant.replace() + text.substring(match.end());
    }

    /// The compiler of the JDK that runs this.
    ///
    /// @throws IllegalStateException if it has none
    static JavaCompiler compiler() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("needs a JDK, this Java has no compiler");
        }
        return compiler;
    }

    private static IllegalStateException lost(Mutant mutant, String why) {
        return new IllegalStateException("'" + mutant.bug() + "' no longer applies: " + why);
    }

    /// Whole words and signs with any white space between them.
    private static Pattern pattern(String find) {
        String text = WORDS_AND_SIGNS.matcher(find).results().map(MatchResult::group).map(Pattern::quote)
                .collect(Collectors.joining("\\s*"));
        return Pattern.compile((isWord(find.charAt(0)) ? "\\b" : "") + text
                + (isWord(find.charAt(find.length() - 1)) ? "\\b" : ""));
    }

    private static boolean isWord(char sign) { return sign == '_' || Character.isLetterOrDigit(sign); }

    /// Where the methods and fields with a name begin and end, also those of nested classes; constructors have the name
    /// of their class.
    private List<int[]> members(String name) throws IOException {
        List<int[]> members = new ArrayList<>();
        JavaCompiler compiler = compiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjects(path));
            for (CompilationUnitTree unit : task.parse()) {
                new TreeScanner<Void, Void>() {

                    @Override
                    public Void visitClass(ClassTree tree, Void none) {
                        String simple = tree.getSimpleName().toString();
                        for (Tree member : tree.getMembers()) {
                            if (member instanceof VariableTree field && field.getName().contentEquals(name)
                                    || member instanceof MethodTree method && name.equals(
                                            method.getReturnType() == null ? simple : method.getName().toString())) {
                                var positions = Trees.instance(task).getSourcePositions();
                                members.add(new int[]{(int) positions.getStartPosition(unit, member),
                                        (int) positions.getEndPosition(unit, member)});
                            }
                        }
                        return super.visitClass(tree, none);
                    }
                }.scan(unit, null);
            }
        }
        return members;
    }
}
