package io.millrace;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import io.millrace.memory.Padded;

/**
 * Packages import downward only: cli, codec, the public API, liveness, ring and mapping, layout.
 */
@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Of whoever sets up, sleeps or mends. */
    private static final String OFF_THE_PATH_OF_MESSAGES =
            ".*\\.(ChannelOptions|RingRepair|RingView|InterruptibleWait\\$.*|StandIn|SyscallFutex\\$.*)";

    private static final DescribedPredicate<JavaClass> HAVE_STATE =
            describe(
                    "have fields that change",
                    type ->
                            type.getFields().stream()
                                    .map(JavaField::getModifiers)
                                    .anyMatch(
                                            modifiers ->
                                                    !modifiers.contains(JavaModifier.FINAL)
                                                            && !modifiers.contains(
                                                                    JavaModifier.STATIC)));

    @ArchTest
    static final ArchRule PACKAGES_IMPORT_DOWNWARD_ONLY =
            Architectures.layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage("io.millrace..")
                    .withOptionalLayers(true)
                    .layer("cli")
                    .definedBy("io.millrace.cli..")
                    .layer("codec")
                    .definedBy("io.millrace.codec..")
                    .layer("api")
                    .definedBy("io.millrace")
                    .layer("liveness")
                    .definedBy("io.millrace.liveness..")
                    .layer("ring")
                    .definedBy("io.millrace.ring..")
                    .layer("wait")
                    .definedBy("io.millrace.wait..")
                    .layer("mapping")
                    .definedBy("io.millrace.mapping..")
                    .layer("memory")
                    .definedBy("io.millrace.memory..")
                    .layer("layout")
                    .definedBy("io.millrace.layout..")
                    .whereLayer("cli")
                    .mayOnlyAccessLayers(
                            "codec",
                            "api",
                            "liveness",
                            "ring",
                            "wait",
                            "mapping",
                            "memory",
                            "layout")
                    .whereLayer("codec")
                    .mayOnlyAccessLayers("api")
                    .whereLayer("api")
                    .mayOnlyAccessLayers("liveness", "ring", "wait", "mapping", "memory", "layout")
                    .whereLayer("liveness")
                    .mayOnlyAccessLayers("ring", "wait", "mapping", "memory", "layout")
                    .whereLayer("ring")
                    .mayOnlyAccessLayers("memory", "layout")
                    .whereLayer("wait")
                    .mayOnlyAccessLayers("memory")
                    .whereLayer("mapping")
                    .mayOnlyAccessLayers("layout")
                    .whereLayer("memory")
                    .mayNotAccessAnyLayer()
                    .whereLayer("layout")
                    .mayNotAccessAnyLayer()
                    .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.millrace.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_RING_KNOWS_NO_FILE_NO_PROCESS_AND_NO_CLOCK =
            noClasses()
                    .that()
                    .resideInAPackage("io.millrace.ring..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "java.io..",
                                    "java.nio.channels..",
                                    "java.nio.file..",
                                    "java.time..",
                                    "java.util.concurrent.."))
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule ONLY_THE_LOWEST_LAYER_TOUCHES_MEMORY_BY_ADDRESS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.millrace.memory..")
                    .and()
                    .doNotHaveFullyQualifiedName("io.millrace.Platform")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.agrona.UnsafeApi");

    @ArchTest
    static final ArchRule OPTIONAL_LIBRARIES_ARE_USED_BY_THEIR_PACKAGES_ONLY =
            classes()
                    .that()
                    .resideOutsideOfPackages("io.millrace.cli..", "io.millrace.codec..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideOutsideOfPackage("picocli..")
                                    .and(resideOutsideOfPackage("net.openhft.."))
                                    .and(resideOutsideOfPackage("org.jline.."))
                                    .and(resideOutsideOfPackage("org.HdrHistogram..")));

    @ArchTest
    static final ArchRule ONLY_WAITING_CALLS_NATIVE_FUNCTIONS =
            classes()
                    .that()
                    .resideOutsideOfPackage("io.millrace.wait..")
                    .should()
                    .onlyDependOnClassesThat(resideOutsideOfPackage("com.sun.jna.."));

    /** On a cache line with what another thread uses as often it would be slow. */
    @ArchTest
    static final ArchRule WHAT_A_HALF_CHANGES_PER_MESSAGE_IS_PADDED =
            classes()
                    .that()
                    .resideInAnyPackage(
                            "io.millrace",
                            "io.millrace.ring..",
                            "io.millrace.wait..",
                            "io.millrace.memory..")
                    .and(HAVE_STATE)
                    .and(not(nameMatching(OFF_THE_PATH_OF_MESSAGES)))
                    .should()
                    .beAssignableTo(Padded.class);
}
