package dev.ghostlane.kernels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.Shared;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"Generate", "ExponentialCoefficients"})
    @DisabledIfSystemProperty(named = "ghostlane.test.expect", matches = ".*", disabledReason = "once is enough")
    void sourcesHaveWhatTheGeneratorsGive(String generator) throws Exception {
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                Path.of("kernels/generator", generator + ".java").toString(), "--check")
                .directory(Shared.repository().toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
