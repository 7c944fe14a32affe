package dev.ghostlane.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.spark.cluster.Cluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/// The jar for clusters has what the project is made of, and nothing of Spark.
class AllJarTest {

    @Test
    void hasTheProjectAndNothingElse() throws IOException {
        try (JarFile jar = new JarFile(Cluster.allJar().toFile())) {
            Set<String> packages = new TreeSet<>();
            for (JarEntry entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
                packages.add(entry.getName().replaceFirst("^(META-INF|picocli|dev/ghostlane/[^/]*).*", "$1"));
            }
            assertEquals(List.of("META-INF", "dev/ghostlane/cli", "dev/ghostlane/engine", "dev/ghostlane/ghostnetv2",
                    "dev/ghostlane/images", "dev/ghostlane/kernels", "dev/ghostlane/spark", "picocli"),
                    List.copyOf(packages));
            assertEquals(List.of("META-INF/LICENSE", "META-INF/MANIFEST.MF", "META-INF/NOTICE",
                    "META-INF/ghostlane.jfc", "META-INF/maven/dev.ghostlane/ghostlane-spark/pom.properties"),
                    jar.stream().map(JarEntry::getName).filter(name -> name.matches("META-INF/.*[^/]")).sorted()
                            .toList());
            try (InputStream notice = jar.getInputStream(jar.getEntry("META-INF/NOTICE"))) {
                String text = new String(notice.readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(text.matches("(?s).* picocli [0-9.]+, .*"), text);
            }
            for (String name : List.of("ghostnetv2/bundled.safetensors", "spark/program/Classify.class",
                    "cli/console/Progress.class")) {
                assertTrue(jar.getEntry("dev/ghostlane/" + name) != null, name);
            }
        }
    }
}
