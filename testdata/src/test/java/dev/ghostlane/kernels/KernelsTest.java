package dev.ghostlane.kernels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.Shared;
import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/// The sets of kernels are complete, and their generated sources are up to date.
class KernelsTest {

    private static final List<Method> FAMILIES = Arrays.stream(Kernels.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()) && method.getReturnType().isInterface())
            .toList();

    @Test
    void theSimdKernelsHaveEveryFamily() {
        assertTrue(FAMILIES.size() >= 22, FAMILIES::toString);
        for (Method family : FAMILIES) {
            assertDoesNotThrow(() -> SimdKernels.class.getDeclaredMethod(family.getName()));
        }
    }

    @Test
    void everyCallGivesTheSameKernel() throws Exception {
        for (Method family : FAMILIES) {
            assertEquals(family.invoke(Kernels.scalar()), family.invoke(Kernels.scalar()));
            assertEquals(family.invoke(Kernels.best()), family.invoke(Kernels.best()));
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "ghostlane.test.expect", matches = ".*", disabledReason = "once is enough")
    void generatedSourcesAreWhatTheGeneratorWrites() throws Exception {
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "kernels/generator/Generate.java".replace('/', File.separatorChar), "--check")
                .directory(Shared.repository().toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
