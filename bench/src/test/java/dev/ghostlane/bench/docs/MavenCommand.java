package dev.ghostlane.bench.docs;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Says of a Maven command whether all that it names is there.
///
/// @param project where it would run
record MavenCommand(Project project) {

    private static final Set<String> PHASES = Set.of("clean", "validate", "compile", "test", "package", "verify",
            "install", "deploy");

    /// Options without a value.
    private static final Set<String> SWITCHES = Set.of("-ntp", "-q", "-o", "-B", "-am", "-e", "-X", "-U");

    /// Goals that the documentation may name: of this build, and of builds of those who use the library.
    private static final Set<String> GOALS = Set.of("formatter:format", "formatter:validate",
            "dependency:copy-dependencies", "spring-boot:run");

    /// Properties of Maven's plugins that no pom of this project names.
    private static final Set<String> PLUGIN_PROPERTIES = Set.of("maven.test.skip", "skipTests", "formatter.skip",
            "surefire.failIfNoSpecifiedTests", "includeScope", "outputDirectory");

    /// @throws IllegalArgumentException if Maven, or this project, does not know a part of the command
    void check(List<String> arguments) {
        Iterator<String> words = arguments.iterator();
        while (words.hasNext()) {
            String word = words.next();
            if (word.startsWith("-P")) {
                require(project::hasProfile, "profile", word.substring(2).split(","));
            } else if (word.equals("-pl")) {
                // With an exclamation mark: all modules but this one.
                require(name -> project.hasModule(name.replaceFirst("^!", "")), "module",
                        words.hasNext() ? words.next().split(",") : new String[]{""});
            } else if (word.startsWith("-D")) {
                String[] property = word.substring(2).split("=", 2);
                if (property[0].equals("test")) {
                    require(project::hasClass, "test", property.length > 1 ? property[1].split(",") : property);
                } else {
                    require(name -> PLUGIN_PROPERTIES.contains(name) || project.hasProperty(name), "property",
                            property[0]);
                }
            } else {
                require(SWITCHES::contains, "option", word.startsWith("-") ? word : "-q");
                require(goal -> PHASES.contains(goal) || GOALS.contains(goal), "phase or goal",
                        word.startsWith("-") ? "test" : word);
            }
        }
    }

    private static void require(Predicate<String> isKnown, String kind, String... names) {
        for (String name : names) {
            if (!isKnown.test(name)) {
                throw new IllegalArgumentException("there is no " + kind + " " + name);
            }
        }
    }
}
