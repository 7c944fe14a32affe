package dev.ghostlane.rooms;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Who may import whom, as tables. A room is a package below `dev.ghostlane`; the first line whose left side matches it
/// holds. `*` stands for one name, `**` for any number of them, none included. A room may always import itself.
record Rooms(String room, List<String> imports) {

    /// The rooms of Ghostlane. A new family of kernels needs no line.
    static final List<Rooms> RULES = table("""
            kernels.tensor           | kernels.internal
            kernels.internal         | kernels.tensor
            kernels.internal.matrix  | kernels.internal  kernels.tensor
            kernels.*                | kernels.internal  kernels.internal.*  kernels.tensor  kernels.*
            kernels                  | kernels.internal  kernels.*

            images.bands             | kernels  kernels.*
            images.jpeg              | images.bands  kernels  kernels.*
            images.png               | images.bands  kernels  kernels.*
            images                   | images.*  kernels  kernels.*

            engine.events            |
            engine.**                | engine.**  kernels  kernels.*

            ghostnetv2.files         |
            ghostnetv2.checkpoint    | ghostnetv2.files  ghostnetv2.network  ghostnetv2.onnx.reader  kernels.upsample
            ghostnetv2.hub           | ghostnetv2.checkpoint  ghostnetv2.files
            ghostnetv2.onnx          | ghostnetv2.files  engine  kernels.*
            ghostnetv2.onnx.reader   | ghostnetv2.files  ghostnetv2.network  engine  kernels.*
            ghostnetv2.network       | ghostnetv2.files  engine  kernels.*
            ghostnetv2.**            | ghostnetv2.**  engine  images  kernels  kernels.*

            testdata.**              | testdata.**  kernels.**
            cli.attention            | cli.console  ghostnetv2.**  images  kernels.tensor
            cli.console              |
            cli.npy                  | cli.console  ghostnetv2.files  kernels.tensor
            cli.measure              | cli.console  ghostnetv2.**  images  engine  kernels  kernels.tensor
            cli.soak                 | cli.measure  ghostnetv2.**  images  engine  kernels  kernels.tensor
            cli.manual               |
            cli.vectors              | cli.console  cli.npy  testdata.**  kernels
            cli.options              | cli.console  ghostnetv2.**  images  engine
            cli                      | cli.**  testdata.**  ghostnetv2.**  images  engine  kernels.**
            bench.**                 | bench.**  cli.measure  testdata.**  ghostnetv2.**  images  engine  kernels.**
            """);

    /// What of the JDK is not for everybody: its package, and the rooms of the library that may import it.
    static final List<Rooms> JDK = table("""
            jdk.incubator.vector     | kernels.**
            jdk.jfr                  | engine  engine.events  ghostnetv2.**
            java.net.http            | ghostnetv2.hub
            java.net                 | ghostnetv2.hub
            java.awt.**              | images
            javax.imageio.**         | images
            java.nio.file.**         | images  ghostnetv2.**
            """);

    /// What looks into another module: a benchmark that measures the microkernels without what calls them.
    static final List<Rooms> INTERNALS = table("bench.kernels | kernels.internal.matrix");

    /// The rooms of the library that call kernels: the steps of a plan, the classifier its softmax, photos.
    static final List<String> CALLERS = List.of("engine.steps", "ghostnetv2", "images.bands", "images.jpeg",
            "images.png");

    /// The modules that stand on the JDK alone, dependencies first.
    static final List<String> LIBRARY = List.of("kernels", "images", "engine", "ghostnetv2");

    /// At most so many public types in exported packages of the kernels; a new family brings a contract and some
    /// records.
    static final int KERNEL_TYPES = 63;

    boolean covers(String name) { return matches(room, name); }

    boolean allows(String name) { return imports.stream().anyMatch(pattern -> matches(pattern, name)); }

    private static boolean matches(String pattern, String name) {
        String regex = pattern.replace(".", "\\.").replace("\\.**", "(\\..+)?").replace("*", "[^.]+");
        return Pattern.matches(regex, name);
    }

    private static List<Rooms> table(String text) {
        return text.lines().filter(line -> !line.isBlank()).map(line -> {
            String[] sides = line.split("\\|", -1);
            return new Rooms(sides[0].strip(), Arrays.stream(sides[1].strip().split("\\s+")).toList());
        }).toList();
    }
}
