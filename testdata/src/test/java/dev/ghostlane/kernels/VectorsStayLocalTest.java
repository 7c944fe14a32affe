package dev.ghostlane.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No method takes or returns a vector and no field holds one: [dev.ghostlane.kernels.internal.VectorMath] says why.
class VectorsStayLocalTest {

    /// A vector or mask in a descriptor; a species is a constant and may go anywhere.
    private static final Pattern VECTOR = Pattern.compile("Ljdk/incubator/vector/(?!VectorSpecies;)");

    @Test
    void noSignatureHasAVector() throws Exception {
        Path classes = Path.of(Kernels.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(classes)) {
            check(classes);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(classes)) {
                check(jar.getPath("/"));
            }
        }
    }

    private static void check(Path classes) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(classes)) {
            files = tree.filter(file -> file.toString().endsWith(".class")).toList();
        }
        assertTrue(files.size() > 50, () -> "only " + files + " in " + classes);
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            found.addAll(vectors(file));
        }
        assertEquals(List.of(), found);
    }

    private static List<String> vectors(Path file) throws IOException {
        ClassModel type = ClassFile.of().parse(Files.readAllBytes(file));
        List<String> found = new ArrayList<>();
        for (MethodModel method : type.methods()) {
            if (VECTOR.matcher(method.methodType().stringValue()).find()) {
                found.add(type.thisClass().asInternalName() + "." + method.methodName().stringValue());
            }
        }
        for (FieldModel field : type.fields()) {
            if (VECTOR.matcher(field.fieldType().stringValue()).find()) {
                found.add(type.thisClass().asInternalName() + "." + field.fieldName().stringValue());
            }
        }
        return found;
    }
}
