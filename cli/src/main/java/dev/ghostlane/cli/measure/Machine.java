package dev.ghostlane.cli.measure;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.ghostlane.kernels.Kernels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The processor, as the operating system and the JVM see it.
public final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /// What Linux calls the instruction sets that matter here, on x86 and on ARM.
    private static final List<String> VECTOR_FLAGS = List.of("sse4_2", "avx", "avx2", "fma", "avx512f", "avx512dq",
            "avx512vl", "avx512bw", "asimd", "sve", "sve2");

    private Machine() {}

    /// Name of the processor; where Linux does not say, only its architecture.
    public static String cpu() {
        Map<String, String> entries = cpuInfo();
        return Stream.of("model name", "Model", "Hardware").map(entries::get)
                .filter(name -> name != null && !name.isBlank()).findFirst()
                .orElse(System.getProperty("os.arch") + " processor");
    }

    /// What a measurement depends on besides the code: CPU, cores, JVM and kernels of this process, for reports.
    public static Map<String, Object> describe() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cpu", cpu());
        map.put("processors", Runtime.getRuntime().availableProcessors());
        map.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        map.put("kernels", Kernels.choice());
        return map;
    }

    /// Instruction sets for vectors that the processor has; empty where Linux does not say.
    public static List<String> vectorFlags() {
        Map<String, String> entries = cpuInfo();
        String text = entries.getOrDefault("flags", entries.getOrDefault("Features", ""));
        Set<String> flags = new HashSet<>(List.of(text.split(" ")));
        return VECTOR_FLAGS.stream().filter(flags::contains).toList();
    }

    /// The value of a flag of this JVM, such as `UseFMA`; empty if it does not know the flag.
    public static Optional<String> jvmFlag(String name) {
        try {
            return Optional.of(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption(name)
                    .getValue());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The first processor's entries.
    private static Map<String, String> cpuInfo() {
        Map<String, String> entries = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            for (String line : (Iterable<String>) lines::iterator) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    entries.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return entries;
        }
        return entries;
    }
}
