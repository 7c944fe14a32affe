package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.npy.NpyFiles;
import dev.ghostlane.ghostnetv2.checkpoint.Safetensors;
import dev.ghostlane.testdata.LocalHub;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models by name. Each command runs in a process of its own, because it reads the environment.
class PullCommandTest {
    private static final String NAME = "ghostnetv2_100.in1k";
    private static final String PHOTO = Shared.repository().resolve("testdata/photos/chelsea.png").toString();

    @TempDir
    private Path folder;
    private Path model;
    private LocalHub hub;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        model = CommandRun.bundledModel(folder);
        hub = new LocalHub(Files.readAllBytes(model));
        environment.put("HF_ENDPOINT", hub.endpoint());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    @AfterEach
    void stop() throws IOException { hub.close(); }

    @Test
    void pullPrintsWhereTheModelIs() throws IOException, InterruptedException {
        Path file = folder.resolve("cache/ghostlane/timm/" + NAME + ".safetensors");
        CommandRun first = run("pull", NAME).expect(0);
        assertEquals(file + System.lineSeparator(), first.out());
        assertTrue(first.err().startsWith("ghostlane: downloading " + NAME + ", 3.3 MB, from " + hub.endpoint()),
                first.err());
        assertArrayEquals(Files.readAllBytes(model), Files.readAllBytes(file));
        CommandRun second = run("pull", "ghostnetv2_100", "timm/ghostnetv3_100.in1k").expect(0);
        assertEquals(List.of(file, file.resolveSibling("ghostnetv3_100.in1k.safetensors")),
                second.out().lines().map(Path::of).toList());
        assertFalse(second.err().contains(NAME), second.err());
        assertEquals(2, hub.hubRequests().size());
        run("pull", "--force", NAME).expect(0);
        assertEquals(3, hub.hubRequests().size());
        hub.hub(LocalHub.status(404));
        CommandRun half = run("pull", "ghostnet_100", NAME).expect(5);
        assertEquals(file + System.lineSeparator(), half.out());
        assertTrue(half.err().contains("ghostnet_100.in1k") && half.err().contains("404"), half.err());
        String list = run("pull", "--list").expect(0).out();
        assertTrue(list.matches("(?s).*" + NAME + " +3\\.3 MB .* yes\n.*ghostnet_100.* no\n.*cache: .*"), list);
    }

    @Test
    void everyCommandTakesTheNameAndDownloadsOnFirstUse() throws IOException, InterruptedException {
        CommandRun first = run("classify", "-m", NAME, PHOTO).expect(0);
        assertTrue(first.err().contains("ghostlane: downloading " + NAME), first.err());
        environment.put("HF_HUB_OFFLINE", "1");
        CommandRun second = run("classify", "--model", "timm/" + NAME, PHOTO).expect(0);
        assertEquals(first.out(), second.out());
        assertEquals(run("classify", "-m", model, PHOTO).expect(0).out().lines().limit(6).toList(),
                second.out().lines().limit(6).toList());
        assertTrue(second.err().startsWith("model: ") && second.err().lines().count() == 1, second.err());
        assertTrue(run("inspect", NAME).expect(0).out().contains("GhostNetV2, width 0.5"));
        Path converted = folder.resolve("converted.safetensors");
        run("convert", NAME, converted).expect(0);
        assertEquals(NAME + ".safetensors", Safetensors.read(converted).metadata().get("source"));
        assertEquals(hub.sha256(), Safetensors.read(converted).metadata().get("source_sha256"));
        run("export", "-m", NAME, folder.resolve("x.onnx")).expect(0);
        run("bench", "-m", NAME, "--seconds", "0.1").expect(0);
        Path input = NpyFiles.write(folder.resolve("x.npy"), new float[32 * 32 * 3], 1, 32, 32, 3);
        run("infer", "-m", NAME, "-i", input, "-o", folder.resolve("y.npy")).expect(0);
        assertEquals(1, hub.hubRequests().size());
    }

    @Test
    void offlineSaysWhatIsMissing() throws IOException, InterruptedException {
        for (CommandRun run : List.of(run("classify", "--offline", "-m", NAME, PHOTO),
                run("pull", "--offline", NAME))) {
            run.expect(5);
            assertEquals("", run.out());
            assertTrue(run.err().contains(NAME + ": not in the cache") && run.err().contains("--offline")
                    && run.err().contains(hub.endpoint() + "/timm/"), run.err());
        }
        assertEquals(List.of(), hub.hubRequests());
    }

    @Test
    void aFileOfThatNameIsTheFile() throws IOException, InterruptedException {
        Files.move(model, folder.resolve(NAME));
        assertTrue(run("inspect", NAME).expect(0).out().contains("(" + NAME + ")"));
        assertEquals(List.of(), hub.hubRequests());
    }

    @Test
    void otherNamesAreRefused() {
        String message = CommandRun.of("pull", "ghostnetv2_110").expect(2).err();
        assertTrue(message.contains(NAME) && message.contains("found ghostnetv2_110"), message);
        CommandRun.of("pull").expect(2);
        CommandRun.of("pull", "--list", NAME).expect(2);
        message = CommandRun.of("inspect", "ghostnetv2_110").expect(3).err();
        assertTrue(message.contains("ghostnetv2_110: file not found") && message.contains("pull --list"), message);
    }

    @Test
    void aProxyOnTheWayToAnHttpsServerIsToldThePassword() throws IOException, InterruptedException {
        environment.put("HF_ENDPOINT", "https://hub.invalid");
        environment.put("HTTPS_PROXY", hub.endpoint().replace("//", "//me:secret@"));
        hub.hub(LocalHub.status(407, "Proxy-Authenticate: Basic realm=\"x\""), LocalHub.status(403));
        CommandRun run = run("pull", NAME).expect(5);
        assertEquals(List.of("CONNECT hub.invalid:443", "CONNECT hub.invalid:443"),
                hub.hubRequests().stream().map(request -> request.method() + " " + request.target()).toList());
        assertEquals("Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.US_ASCII)),
                hub.hubRequests().getLast().headers().get("Proxy-Authorization"));
        assertTrue(run.err().contains("403") && !run.err().contains("secret"), run.err());
    }

    @Test
    void httpsServersAreTrustedAsJavaTrustsThem()
            throws IOException, InterruptedException, GeneralSecurityException {
        Path keys = folder.resolve("keys.p12");
        char[] password = "changeit".toCharArray();
        assertEquals(0, new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "x", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1",
                "-keystore", keys.toString(), "-storepass", "changeit").inheritIO().start().waitFor());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(KeyStore.getInstance(keys.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        try (LocalHub secure = new LocalHub(Files.readAllBytes(model), context.getServerSocketFactory())) {
            environment.put("HF_ENDPOINT", secure.endpoint());
            String stranger = run("pull", NAME).expect(5).err();
            assertTrue(stranger.contains("no secure connection to " + secure.endpoint())
                    && stranger.contains("trustStore") && stranger.lines().count() == 1, stranger);
            environment.put("JDK_JAVA_OPTIONS", "-Djavax.net.ssl.trustStore=" + keys
                    + " -Djavax.net.ssl.trustStorePassword=changeit");
            secure.hub(secure.redirect(hub.storage()));
            String downgrade = run("pull", NAME).expect(5).err();
            assertTrue(downgrade.contains("redirect to an address of https, found http://"), downgrade);
            assertEquals(List.of(), hub.storageRequests());
            secure.storage(secure.content(1000));
            run("pull", NAME).expect(0);
            assertEquals(List.of(0, 1000), secure.storageRequests().stream().map(LocalHub.Request::first).toList());
        }
    }

    private CommandRun run(Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dghostlane.simd=false", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                        System.getProperty("java.class.path"), Main.class.getName()));
        Stream.of(args).map(String::valueOf).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet()
                .removeIf(name -> name.matches("(?i)HF_.*|HUGGING.*|GHOSTLANE.*|.*_PROXY|JAVA_.*|JDK_.*"));
        builder.environment().putAll(environment);
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        int code = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
        return new CommandRun(code, Files.readString(out), Files.readString(err));
    }
}
