package dev.ghostlane.rooms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.ghostlane.engine.Network;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.kernels.Kernels;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each thing stands in its room: the tables of [Rooms], held against the classes of all modules. It is here because
/// the last module sees all others.
class RoomsTest {

    private static final String HOME = "dev.ghostlane.";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.ghostlane");

    /// The packages that users see, as the module descriptors say.
    private static final Set<String> EXPORTED = Stream
            .of(Kernels.class, ImageDecoder.class, Network.class, GhostNetV2.class).flatMap(RoomsTest::exports)
            .collect(Collectors.toSet());

    @Test
    void roomsImportWhatTheTableSays() {
        classes().should(onlyDependOn("rooms that the table allows", dependency -> {
            String room = room(dependency.getOriginClass());
            String target = room(dependency.getTargetClass());
            return target == null || room.equals(target) || rule(room).allows(target);
        })).check(ALL);
    }

    @Test
    void theLibraryStandsOnTheJdkAlone() {
        classes().that(are("are of the library", RoomsTest::isLibrary))
                .should(onlyDependOn("Ghostlane and the JDK", dependency -> {
                    String target = dependency.getTargetClass().getPackageName();
                    return target.isEmpty() || target.matches("(dev\\.ghostlane|java|javax|jdk)\\..*");
                })).check(ALL);
    }

    @Test
    void whatOfTheJdkIsNotForEverybodyIsInItsRoom() {
        classes().that(are("are of the library", RoomsTest::isLibrary))
                .should(onlyDependOn("the JDK's packages that the table allows", dependency -> {
                    String target = dependency.getTargetClass().getPackageName();
                    return Rooms.JDK.stream().filter(line -> line.covers(target)).findFirst()
                            .map(line -> line.allows(room(dependency.getOriginClass()))).orElse(true);
                })).check(ALL);
    }

    @Test
    void noPackagesGoInCircles() {
        slices().matching("dev.ghostlane.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void whatIsNotExportedIsTheModulesOwn() {
        classes().should(onlyDependOn("its own module and what others export", dependency -> {
            String target = dependency.getTargetClass().getPackageName();
            return !isLibrary(dependency.getTargetClass()) || EXPORTED.contains(target)
                    || module(dependency.getOriginClass()).equals(module(dependency.getTargetClass()))
                    || Rooms.INTERNALS.stream().anyMatch(line -> line.covers(room(dependency.getOriginClass()))
                            && line.allows(room(dependency.getTargetClass())));
        })).check(ALL);
    }

    /// A type that implements a contract of the kernels is reached through it.
    @Test
    void noImplementationIsExported() {
        classes().that(are("are exported", type -> isExported(type) && !type.isInterface()))
                .should(new ArchCondition<JavaClass>("implement no contract of the kernels") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean named = type.getSimpleName().matches("(Scalar|Vector|Blocked|Simd).+|.+Tiles");
                        type.getAllRawInterfaces().stream()
                                .filter(contract -> named || isContract(contract)
                                        || contract.getSimpleName().equals("Kernels"))
                                .forEach(contract -> events.add(SimpleConditionEvent.violated(type, type.getName()
                                        + " is public, exported and implements " + contract.getName())));
                    }
                }).check(ALL);
    }

    @Test
    void theKernelsShowFewTypes() {
        List<String> types = ALL.stream().filter(type -> module(type).equals("kernels") && isExported(type))
                .filter(JavaClass::isTopLevelClass).map(JavaClass::getName).sorted().toList();
        assertTrue(types.size() <= Rooms.KERNEL_TYPES,
                types.size() + " public types in exported packages of kernels, more than "
                        + Rooms.KERNEL_TYPES + ":\n" + String.join("\n", types));
    }

    @Test
    void onlyStepsCallKernels() {
        classes().that(are("are of the library", type -> isLibrary(type) && !module(type).equals("kernels")))
                .should(new ArchCondition<JavaClass>("leave calls of kernels to engine.steps") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                            if (isKernel(access) && !Rooms.CALLERS.contains(room(type))) {
                                events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                            }
                        }
                    }
                }).check(ALL);
    }

    /// Whether a type is the contract of an operation: an interface that gives its scalar reference.
    private static boolean isContract(JavaClass type) {
        return type.isInterface() && type.getPackageName().startsWith(HOME + "kernels.")
                && type.tryGetMethod("scalar").isPresent();
    }

    /// Whether a kernel runs or is chosen; static checks and sizes of a contract are for everybody.
    private static boolean isKernel(JavaAccess<?> access) {
        return isContract(access.getTargetOwner()) && access.getTarget().resolveMember()
                .map(member -> !member.getModifiers().contains(JavaModifier.STATIC)
                        || Set.of("scalar", "simd").contains(member.getName()))
                .orElse(true);
    }

    private static boolean isExported(JavaClass type) {
        return EXPORTED.contains(type.getPackageName()) && Stream
                .iterate(type, t -> t != null, t -> t.getEnclosingClass().orElse(null))
                .allMatch(t -> t.getModifiers().contains(JavaModifier.PUBLIC));
    }

    private static boolean isLibrary(JavaClass type) {
        String module = module(type);
        return module != null && Rooms.LIBRARY.contains(module);
    }

    /// The package without `dev.ghostlane.`; null for what is not Ghostlane's.
    private static String room(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith(HOME) ? name.substring(HOME.length()) : null;
    }

    private static String module(JavaClass type) {
        String room = room(type);
        return room == null ? null : room.replaceFirst("\\..*", "");
    }

    private static Rooms rule(String room) {
        return Rooms.RULES.stream().filter(line -> line.covers(room)).findFirst()
                .orElseThrow(() -> new AssertionError("The table of rooms has no line for " + HOME + room));
    }

    private static Stream<String> exports(Class<?> type) {
        try {
            Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
            ModuleDescriptor module = ModuleFinder.of(place).findAll().iterator().next().descriptor();
            return module.exports().stream().filter(export -> !export.isQualified())
                    .map(ModuleDescriptor.Exports::source);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static DescribedPredicate<JavaClass> are(String what, Predicate<JavaClass> which) {
        return DescribedPredicate.describe(what, which);
    }

    private static ArchCondition<JavaClass> onlyDependOn(String what, Predicate<Dependency> allowed) {
        return new ArchCondition<>("only depend on " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream().filter(allowed.negate())
                        .forEach(bad -> events.add(SimpleConditionEvent.violated(bad, bad.getDescription())));
            }
        };
    }
}
