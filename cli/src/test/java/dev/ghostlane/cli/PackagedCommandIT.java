package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people are given of the command: one jar that needs a JDK, and, where the profile `command` is on, the archive
/// with a Java of its own.
class PackagedCommandIT {
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");
    private static final Path JAR = Path.of("target/image/lib/ghostlane.jar").toAbsolutePath();
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final String CAT = "image,rank,index,label,probability,error\nphoto.png,1,3,cat,0.8033907,\n";

    /// Where Debian's C library looks for libraries, itself among them.
    private static final String LIBRARIES = "lib/x86_64-linux-gnu";
    private static final List<String> C_LIBRARY = List.of("ld-linux-x86-64.so.2", "libc.so.6", "libm.so.6",
            "libdl.so.2", "libpthread.so.0", "librt.so.1");

    /// Makes `$1` the root, with a JDK if there is a `$2`, and runs the rest there.
    private static final String IN_ROOT = """
            mount --rbind /proc "$1/proc" && { [ -z "$2" ] || mount --bind "$2" "$1/jdk"; } || exit 125
            root=$1; shift 2
            exec chroot "$root" "$@"
            """;

    @TempDir
    private Path folder;

    @Test
    void oneJarIsTheWholeCommand() throws IOException, InterruptedException {
        List<String> command = List.of(JAVA_HOME.resolve("bin/java").toString(), "-jar", JAR.toString());
        putPhotos(folder);
        assertPhotosAreSeen(command);
        assertSimdIsOn(command);
    }

    @Test
    void theJarHasAllNoticesAndNoModules() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            for (String name : List.of("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/THIRD-PARTY.txt")) {
                assertTrue(jar.getEntry(name) != null, name);
            }
            String notice = new String(jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes());
            assertTrue(notice.contains("Ghostlane") && notice.contains("Jackson"), notice);
            assertEquals(List.of(), jar.stream().map(ZipEntry::getName)
                    .filter(name -> name.endsWith("module-info.class") || name.endsWith(".SF")).toList());
        }
    }

    /// The jar where there is the C library, a JDK and nothing else.
    @Test
    void theJarNeedsNothingButAJdk() throws IOException, InterruptedException {
        List<String> inRoot = inRoot(JAVA_HOME.toString());
        Files.copy(JAR, folder.resolve("root/ghostlane.jar"));
        assertPhotosAreSeen(with(inRoot, "/jdk/bin/java", "-jar", "/ghostlane.jar"));
    }

    /// The archive, also under another name and through a link, and its manual pages.
    @Test
    void theArchiveRunsWhereverItIsUnpacked() throws IOException, InterruptedException {
        unpack(folder);
        putPhotos(folder);
        Path moved = folder.resolve(CommandRun.fileName("größe 1"));
        Files.move(folder.resolve("ghostlane"), moved);
        Files.createSymbolicLink(folder.resolve("link"), moved.resolve("bin/ghostlane"));
        List<String> command = List.of(folder.resolve("link").toString());
        assertPhotosAreSeen(command);
        assertSimdIsOn(command);
        assertTrue(Files.readString(moved.resolve("share/man/man1/ghostlane-classify.1")).contains("\\-\\-top"));
        assertTrue(Files.size(moved.resolve("lib/ghostlane.aot")) > 1_000_000, "the AOT cache");
    }

    /// The archive where there is the C library and nothing else, no shell either.
    @Test
    void theArchiveNeedsNothingButTheCLibrary() throws IOException, InterruptedException {
        List<String> inRoot = inRoot("");
        unpack(folder.resolve("root"));
        List<String> command = with(inRoot, "/ghostlane/runtime/bin/java", "-jar", "/ghostlane/lib/ghostlane.jar");
        assertPhotosAreSeen(command);
        assertSimdIsOn(command);
        CommandRun maps = run(command, "attention", "photo.png", "-o", "maps.html");
        assertEquals(0, maps.code(), maps.toString());
    }

    private void unpack(Path place) throws IOException, InterruptedException {
        String archive = System.getProperty("command.archive", "");
        assumeTrue(!archive.isEmpty(), "skipped: the profile 'command' makes the archive");
        assertEquals(0, new ProcessBuilder("tar", "-xzf", archive, "-C", place.toString()).inheritIO().start()
                .waitFor());
    }

    private static void putPhotos(Path place) throws IOException {
        Files.copy(CHELSEA, place.resolve("photo.png"));
        Files.write(place.resolve("photo.webp"), Base64.getDecoder().decode(ClassifyCommandTest.WEBP));
    }

    /// In one JVM, and the second one by a plug-in that a file of the jar names.
    private void assertPhotosAreSeen(List<String> command) throws IOException, InterruptedException {
        CommandRun few = run(command, "classify", "-k", "1", "--format", "csv", "photo.png", "photo.webp");
        assertEquals(0, few.code(), few.toString());
        assertTrue(few.out().startsWith(CAT + "photo.webp,1,"), few.toString());
        assertTrue(few.err().startsWith("model: ") && few.err().lines().count() == 1, few.toString());
    }

    private void assertSimdIsOn(List<String> command) throws IOException, InterruptedException {
        CommandRun doctor = run(command, "doctor");
        assertEquals(0, doctor.code(), doctor.toString());
        assertTrue(doctor.out().contains("started by     second JVM with the Vector API"), doctor.toString());
        assertTrue(doctor.out().contains("SIMD           on"), doctor.toString());
        assertTrue(doctor.out().matches("(?s)ghostlane +[0-9].*, commit .*"), doctor.toString());
        assertTrue(doctor.out().endsWith("All is well.\n"), doctor.toString());
    }

    /// What to put before a command so that it runs in `root` of the folder, in which there are the C library, the
    /// photo, `/proc` and, at `/jdk`, a JDK.
    ///
    /// @param jdk empty for none
    private List<String> inRoot(String jdk) throws IOException, InterruptedException {
        Path root = folder.resolve("root");
        for (String place : List.of("proc", "jdk", "tmp", LIBRARIES)) {
            Files.createDirectories(root.resolve(place));
        }
        Path libraries = Path.of("/" + LIBRARIES);
        assumeTrue(Files.isDirectory(libraries), "skipped: there is no " + libraries);
        Files.createSymbolicLink(root.resolve("lib64"), Path.of(LIBRARIES));
        for (String name : C_LIBRARY) {
            Files.copy(libraries.resolve(name), root.resolve(LIBRARIES).resolve(name));
        }
        putPhotos(root);
        List<String> command = List.of("unshare", "--user", "--map-root-user", "--mount", "--", "/bin/sh", "-c",
                IN_ROOT, "sh", root.toString(), jdk);
        boolean can;
        try {
            can = run(with(command, "/lib64/ld-linux-x86-64.so.2", "--version")).code() == 0;
        } catch (IOException e) {
            can = false;
        }
        assumeTrue(can, "skipped: there is no 'unshare' that may change the root");
        return command;
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    /// Runs a command in the folder, with nothing in the environment that would be options of Java.
    private CommandRun run(List<String> command, String... args) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(with(command, args)).directory(folder.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet()
                .removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "GHOSTLANE_JAVA_OPTS"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "it takes more than a minute: " + command);
        return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
