package dev.ghostlane.rooms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghostlane.engine.Network;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.kernels.Kernels;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bytes of the library's jars do not depend on the JDK that runs Maven, nor on when and where it ran.
class JarsTest {

    @ParameterizedTest
    @ValueSource(classes = {Kernels.class, ImageDecoder.class, Network.class, GhostNetV2.class})
    void saysNothingOfWhoBuiltIt(Class<?> type) throws IOException, URISyntaxException {
        Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path classes = place.resolveSibling("classes");
        assumeTrue(Files.isRegularFile(place) && Files.isDirectory(classes), "skipped: only 'mvn verify' makes jars");
        try (JarFile jar = new JarFile(place.toFile())) {
            Map<String, String> manifest = jar.getManifest().getMainAttributes().entrySet().stream()
                    .collect(
                            Collectors.toMap(entry -> entry.getKey().toString(), entry -> entry.getValue().toString()));
            assertEquals(Map.of("Manifest-Version", "1.0", "Build-Jdk-Spec", "25"), manifest);
            assertEquals(1, jar.stream().map(entry -> entry.getTimeLocal()).collect(Collectors.toSet()).size(),
                    "times");
            byte[] compiled = Files.readAllBytes(classes.resolve("module-info.class"));
            assertArrayEquals(compiled, jar.getInputStream(jar.getEntry("module-info.class")).readAllBytes());
            assertEquals(Set.of(), jar.stream().map(entry -> entry.getName())
                    .filter(name -> !name.matches("META-INF/.*|(dev/.*)|module-info.class"))
                    .collect(Collectors.toSet()));
        }
    }
}
