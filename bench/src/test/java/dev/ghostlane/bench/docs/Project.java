package dev.ghostlane.bench.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What pages may refer to: files, and the names that the poms and sources define.
///
/// @param files paths from the root, with slashes; folders, too
/// @param poms texts of all poms, the root's first
/// @param sources texts of all Java sources
record Project(Set<String> files, List<String> poms, List<String> sources) {

    /// The project that this test belongs to.
    static Project read() {
        Path root = root();
        Set<String> files = new TreeSet<>();
        List<String> poms = new ArrayList<>(List.of(text(root.resolve("pom.xml"))));
        List<String> sources = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = folder.getFileName().toString();
                    if (!folder.equals(root) && (name.equals("target") || name.startsWith("."))) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    files.add(relative(root, folder));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = relative(root, file);
                    files.add(name);
                    if (name.endsWith("/pom.xml")) {
                        poms.add(text(file));
                    } else if (name.endsWith(".java")) {
                        sources.add(text(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Project(files, poms, sources);
    }

    /// All pages of the project.
    List<Page> pages() {
        return files.stream().filter(name -> name.endsWith(".md"))
                .map(name -> new Page(name, text(root().resolve(name))))
                .toList();
    }

    boolean hasModule(String name) { return poms.getFirst().contains("<module>" + name + "</module>"); }

    boolean hasProfile(String id) {
        Pattern profile = Pattern.compile("<profile>(?:\\s|<!--.*?-->)*<id>" + Pattern.quote(id) + "</id>",
                Pattern.DOTALL);
        return poms.stream().anyMatch(pom -> profile.matcher(pom).find());
    }

    /// Whether a pom sets or reads a property, or a source names it as a text.
    boolean hasProperty(String name) {
        return poms.stream()
                .anyMatch(pom -> pom.contains("<" + name + ">") || pom.contains("${" + name + "}")
                        || pom.contains("<property><name>" + name + "</name>"))
                || sources.stream().anyMatch(source -> source.contains('"' + name + '"'));
    }

    boolean hasClass(String name) { return files.stream().anyMatch(file -> file.endsWith("/" + name + ".java")); }

    String version() { return poms.getFirst().replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1"); }

    /// The versions that the poms give to an artifact, itself among them, with values for names of properties.
    Set<String> versions(String artifact) {
        Pattern version = Pattern.compile("<artifactId>" + Pattern.quote(artifact)
                + "</artifactId>\\s*<version>(?:\\$\\{(.+?)}|(.+?))</version>");
        Pattern own = Pattern.compile("</parent>\\s*<artifactId>" + Pattern.quote(artifact) + "</artifactId>");
        Set<String> versions = new TreeSet<>();
        for (String pom : poms) {
            if (own.matcher(pom).find()) {
                versions.add(version());
            }
            version.matcher(pom).results()
                    .map(found -> found.group(1) == null ? found.group(2) : property(pom, found.group(1)))
                    .forEach(versions::add);
        }
        return versions;
    }

    /// Artifacts to which a pom gives a version.
    Set<String> artifacts() {
        Pattern artifact = Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>");
        return poms.stream().flatMap(pom -> artifact.matcher(pom).results()).map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The value of a property of a pom, or of the root's.
    private String property(String pom, String name) {
        return name.equals("project.version")
                ? version()
                : Stream.of(pom, poms.getFirst())
                        .flatMap(
                                text -> Pattern.compile("<" + Pattern.quote(name) + ">(.*?)</").matcher(text).results())
                        .map(value -> value.group(1)).findFirst().orElse(name);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("ghostlane")) || !Files.isRegularFile(folder.resolve("pom.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static String relative(Path root, Path file) { return root.relativize(file).toString().replace('\\', '/'); }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
