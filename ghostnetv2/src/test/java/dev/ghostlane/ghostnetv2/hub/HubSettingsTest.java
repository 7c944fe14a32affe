package dev.ghostlane.ghostnetv2.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.LocalHub;
import java.io.IOException;
import java.io.StringWriter;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Environment variables mean here what users of the hub and of proxies know them to mean.
@FirstJvmOnly
class HubSettingsTest {
    private static final Path HOME = Path.of(System.getProperty("user.home"));

    @TempDir
    private Path folder;

    @Test
    void theCacheFollowsXdg() {
        assertEquals(HOME.resolve(".cache/ghostlane"), settings().cache());
        assertEquals(Path.of("/x/ghostlane"), settings("XDG_CACHE_HOME", "/x").cache());
        assertEquals(HOME.resolve(".cache/ghostlane"), settings("XDG_CACHE_HOME", "relative").cache());
        assertEquals(Path.of("/own"), settings("XDG_CACHE_HOME", "/x", "GHOSTLANE_CACHE", "/own").cache());
        assertEquals(Path.of("own").toAbsolutePath(), settings("GHOSTLANE_CACHE", "own").cache());
        assertEquals(HOME.resolve("own"), settings("GHOSTLANE_CACHE", "~/own").cache());
        assertEquals(HOME.resolve(".cache/ghostlane"), settings("GHOSTLANE_CACHE", "").cache());
    }

    @Test
    void theEndpointMayBeAMirror() {
        assertEquals("https", settings().endpoint().getScheme());
        assertEquals(URI.create("http://mirror:8080/hub"),
                settings("HF_ENDPOINT", "http://mirror:8080/hub/").endpoint());
        for (String bad : List.of("mirror", "ftp://mirror", "http://", "http://a b", "https://u:secret@mirror",
                "http://mirror?x=y", "http://mirror:99999", "http://u:secret@a b")) {
            String message = refused("HF_ENDPOINT", bad);
            assertTrue(message.startsWith("HF_ENDPOINT: expected") && !message.contains("secret"), message);
        }
    }

    @Test
    void theTokenIsFoundWhereTheHubsToolsKeepIt() throws IOException {
        assertNull(settings("HF_HOME", folder.toString()).token());
        Files.writeString(folder.resolve("token"), "hf_file\n");
        assertEquals("hf_file", settings("HF_HOME", folder.toString()).token());
        Files.writeString(Files.createDirectories(folder.resolve("huggingface")).resolve("token"), "hf_xdg");
        assertEquals("hf_xdg", settings("XDG_CACHE_HOME", folder.toString()).token());
        Files.writeString(folder.resolve("other"), "hf_other");
        Map<String, String> all = new HashMap<>(Map.of("HF_HOME", folder.toString()));
        all.put("HF_TOKEN_PATH", folder.resolve("other").toString());
        assertEquals("hf_other", HubSettings.of(all).token());
        all.put("HUGGING_FACE_HUB_TOKEN", "hf_old");
        assertEquals("hf_old", HubSettings.of(all).token());
        all.put("HF_TOKEN", " hf_variable ");
        assertEquals("hf_variable", HubSettings.of(all).token());
        all.put("HF_HUB_DISABLE_IMPLICIT_TOKEN", "true");
        assertNull(HubSettings.of(all).token());
        String message = refused("HF_TOKEN", "hf_secret\r\nX: y");
        assertTrue(message.startsWith("HF_TOKEN") && !message.contains("secret"), message);
        assertTrue(refused("HF_TOKEN_PATH", folder.toString()).startsWith(folder.toString()));
        assertFalse(settings("HF_TOKEN", "hf_secret").toString().contains("secret"));
    }

    @Test
    void offlineAndTimes() {
        assertNull(settings().offline());
        for (String yes : List.of("1", "ON", "yes", "True")) {
            assertTrue(settings("HF_HUB_OFFLINE", yes).offline().contains("HF_HUB_OFFLINE"), yes);
        }
        for (String no : List.of("0", "off", "", "2")) {
            assertNull(settings("HF_HUB_OFFLINE", no).offline(), no);
        }
        assertEquals(Duration.ofSeconds(10), settings().timeout());
        assertEquals(Duration.ofSeconds(30), settings("HF_HUB_DOWNLOAD_TIMEOUT", "30").timeout());
        for (String bad : List.of("0", "-1", "1.5", "soon", "99999999999")) {
            assertTrue(refused("HF_HUB_DOWNLOAD_TIMEOUT", bad).contains("found " + bad));
        }
    }

    @ParameterizedTest
    @CsvSource({
            "https://hub.example/x,https_proxy=http://p:1;HTTPS_PROXY=http://q:2,p:1",
            "https://hub.example/x,HTTPS_PROXY=q:2/,q:2", "https://hub.example/x,HTTP_PROXY=http://p:1,",
            "http://hub.example/x,HTTP_PROXY=http://p,p:80",
            "http://hub.example/x,all_proxy=http://[::1]:3,[::1]:3",
            "https://hub.example/x,ALL_PROXY=http://a:1;https_proxy=http://p:1,p:1",
            "https://hub.example/x,HTTPS_PROXY=p:1;NO_PROXY=example,",
            "https://hub.example/x,HTTPS_PROXY=p:1;NO_PROXY=*,",
            "https://hub.example/x,HTTPS_PROXY=p:1;NO_PROXY=.example,",
            "https://HUB.example/x,HTTPS_PROXY=p:1;NO_PROXY=other *.Example,",
            "https://hub.example/x,HTTPS_PROXY=p:1;no_proxy=hub.example:443,",
            "https://hub.example/x,HTTPS_PROXY=p:1;no_proxy=hub.example:444,p:1",
            "https://hub.example/x,HTTPS_PROXY=p:1;no_proxy=b.example,p:1",
            "https://hub.example/x,HTTPS_PROXY=p:1;no_proxy=hub,p:1",
            "http://10.1.2.3/x,HTTP_PROXY=p:1;no_proxy=10.0.0.0/8,",
            "http://10.1.2.3/x,HTTP_PROXY=p:1;no_proxy=10.1.2.3,",
            "http://11.1.2.3/x,HTTP_PROXY=p:1;no_proxy=10.0.0.0/8,p:1",
            "http://10.1.2.3/x,HTTP_PROXY=p:1;no_proxy=10.0.0.0/99 10/8 a/8,p:1",
            "http://[fd00::1]/x,HTTP_PROXY=p:1;no_proxy=fd00::/8,",
            "http://[::1]:80/x,HTTP_PROXY=p:1;no_proxy=[::1]:80,"})
    void proxiesAreThoseOfCurl(URI uri, String variables, String proxy) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables.split(";")) {
            environment.put(variable.split("=")[0], variable.split("=", 2)[1]);
        }
        assertEquals(proxy, Proxies.of(environment).through(uri));
    }

    /// Found by fuzzing: most of the time went into asking name servers for proxies that nobody connected to.
    @Test
    void choosingAProxyLooksNoNameUp() {
        Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", "http://localhost:3128"));
        InetSocketAddress address = (InetSocketAddress) proxies.select(URI.create("https://hub.example/x")).getFirst()
                .address();
        assertTrue(address.isUnresolved(), address::toString);
    }

    @Test
    void proxiesThatJavaCannotUseAreRefused() {
        for (String bad : List.of("socks5://u:secret@p:1", "https://p:1", "http://", "http://u:secret@a b:1",
                "u:secret@", "http://u:secret@p:65536", "http://u:secret@p:99999999999")) {
            String message = refused("HTTPS_PROXY", bad);
            assertTrue(message.startsWith("HTTPS_PROXY: expected a proxy as http://") && !message.contains("secret"),
                    message);
        }
    }

    @Test
    void noPasswordIsInACause() {
        for (String name : List.of("HTTPS_PROXY", "HF_ENDPOINT")) {
            HubException e = assertThrows(HubException.class, () -> HubSettings
                    .of(Map.of("HF_HOME", folder.toString(), name, "http://me:secret@a b:1")));
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            assertFalse(trace.toString().contains("secret"), trace.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOME", "XDG_CACHE_HOME", "GHOSTLANE_CACHE", "HF_HOME", "HF_TOKEN_PATH"})
    void pathsThatCannotBeAreRefusedByName(String name) {
        for (String bad : List.of("/a\0b", "~/a\0b")) {
            String message = assertThrows(HubException.class, () -> HubSettings.of(Map.of(name, bad))).getMessage();
            assertEquals(name + ": expected the path of a folder or file, found " + (bad.startsWith("~")
                    && !name.equals("HOME") && !name.startsWith("XDG") ? "a?b" : bad.replace('\0', '?')), message);
        }
    }

    @Test
    void downloadsGoThroughTheProxyWithUserAndPassword() throws IOException {
        try (Pulling pulling = new Pulling(folder)) {
            LocalHub hub = pulling.hub;
            pulling.with("HF_ENDPOINT", "http://hub.invalid").with("NO_PROXY", "127.0.0.1")
                    .with("HTTP_PROXY", hub.endpoint().replace("//", "//me:a%2Bb%20c@"));
            hub.hub(LocalHub.status(407, "Proxy-Authenticate: Basic realm=\"x\""));
            pulling.succeeds();
            assertEquals(2, hub.hubRequests().size());
            assertTrue(hub.hubRequests().getLast().target().startsWith("http://hub.invalid/timm/"));
            assertEquals("Basic " + Base64.getEncoder().encodeToString("me:a+b c".getBytes()),
                    hub.hubRequests().getLast().headers().get("Proxy-Authorization"));
            assertFalse(hub.storageRequests().toString().contains("Proxy-"), "the storage is reached directly");
        }
    }

    private HubSettings settings(String... variables) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        environment.putIfAbsent("HF_TOKEN",
                environment.containsKey("HF_HOME") || environment.containsKey("XDG_CACHE_HOME")
                        ? ""
                        : "hf_x");
        return HubSettings.of(environment);
    }

    private String refused(String name, String value) {
        return assertThrows(HubException.class, () -> HubSettings.of(Map.of("HF_HOME", folder.toString(), name, value)))
                .getMessage();
    }
}
