package dev.ghostlane.bench.docs;

import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.Bits;
import java.io.File;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Compiles the Java of a page. Blocks are whole classes, or statements of a method.
final class JavaBlocks {

    private static final Pattern TYPE = Pattern
            .compile("(?m)^(?:public )?(?:final )?(?:class|interface|record) (\\w+)");

    /// Around statements: what a reader takes for granted.
    private static final String METHOD = """
            import dev.ghostlane.engine.*;
            import dev.ghostlane.ghostnetv2.*;
            import dev.ghostlane.images.*;
            import dev.ghostlane.kernels.tensor.*;
            import java.nio.file.Path;
            import java.time.Duration;
            import java.util.*;
            abstract class Statements {
                Path photo;
                byte[] bytes;
                GhostNetV2 model;
                Classifier classifier;
                RgbImage image;
                float[] nhwc;
                float[] logits;
                void run() throws Exception {
                    %s
                }
            }
            """;

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    List<String> problems(Page page) {
        List<String> problems = new ArrayList<>();
        for (String block : page.javaBlocks()) {
            Matcher type = TYPE.matcher(block);
            if (type.find()) {
                compile(page, type.group(1), block, problems);
            } else if (!block.startsWith("module ")) {
                compile(page, "Statements", METHOD.formatted(block), problems);
            }
        }
        return problems;
    }

    private void compile(Page page, String type, String text, List<String> problems) {
        if (text.contains("import org.") || text.contains("import dev.ghostlane.testdata.contract.")) {
            // Spring and jqwik are not on the class path of this module.
            return;
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        compiler.getTask(null, new Nowhere(compiler.getStandardFileManager(null, null, null)), found,
                List.of("-proc:none", "-cp", classPath()), null, List.of(new Source(type, text))).call();
        found.getDiagnostics().stream().filter(entry -> entry.getKind() == Diagnostic.Kind.ERROR).findFirst()
                .ifPresent(entry -> problems
                        .add(page.name() + ": Java does not compile: " + entry.getMessage(Locale.ROOT)));
    }

    /// The library, as the command line of `java` takes it.
    static String classPath() {
        return Stream.of(Kernels.class, RgbImage.class, Session.class, GhostNetV2.class, Bits.class).map(type -> {
            try {
                return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }).collect(Collectors.joining(File.pathSeparator));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        private Source(String type, String text) {
            super(URI.create("string:///" + type + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) { return text; }
    }

    /// Drops the classes.
    private static final class Nowhere extends ForwardingJavaFileManager<JavaFileManager> {
        private Nowhere(JavaFileManager files) { super(files); }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
                FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("string:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() { return OutputStream.nullOutputStream(); }
            };
        }
    }
}
