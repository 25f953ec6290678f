package io.millrace.wait;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.testkit.ChildJvm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FutexSelectionTest {

    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    private static final boolean HAS_FOREIGN = Runtime.version().feature() >= 22;

    /** Prints what was chosen, or the error. */
    public static final class Report {

        private Report() {}

        public static void main(String[] arguments) {
            try {
                System.out.println(Futex.report());
            } catch (RuntimeException first) {
                RuntimeException second = assertThrows(first.getClass(), Futex::get);
                System.out.println(second.getMessage());
            }
        }
    }

    private static ChildJvm report(List<String> options, String classPath) {
        return ChildJvm.start(List.of(), options, classPath, Map.of(), Report.class);
    }

    private static String classPathWithoutJna() {
        return Arrays.stream(System.getProperty("java.class.path").split(":", -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("jna"))
                .collect(Collectors.joining(":"));
    }

    private static String outputOf(ChildJvm child) {
        assertEquals(0, child.awaitExit(), () -> child.lines().toString());
        return String.join("\n", child.lines());
    }

    @Test
    void choosesOnce() {
        assertSame(Futex.get(), Futex.get());
        assertTrue(Futex.report().startsWith(Futex.get().name()));
    }

    @Test
    void choosesTheBest() {
        FutexSelection.Selected best = FutexSelection.select(null);
        assertTrue(best.futex().isKernel());
        assertEquals(
                HAS_FOREIGN
                        ? "futex by java.lang.foreign"
                        : "futex by JNA (java.lang.foreign: needs JDK 22 or newer)",
                best.report());
    }

    @Test
    void forces() {
        assertEquals("futex by JNA", FutexSelection.select("jna").futex().name());
        assertEquals("parking", FutexSelection.select("parking").futex().name());
        if (HAS_FOREIGN) {
            assertEquals(
                    "futex by java.lang.foreign", FutexSelection.select("foreign").futex().name());
        } else {
            IllegalStateException refusal =
                    assertThrows(
                            IllegalStateException.class, () -> FutexSelection.select("foreign"));
            assertEquals(
                    "millrace.futex: java.lang.foreign does not work here: needs JDK 22 or newer",
                    refusal.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JNA", "futex"})
    void refusesAnUnknownValue(String value) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> FutexSelection.select(value));
        assertEquals(
                "millrace.futex must be foreign, jna or parking, not '" + value + "'",
                refusal.getMessage());
    }

    @Test
    void saysSoAgainWhenAskedAgain() {
        List<String> options = List.of("-Dmillrace.futex=no");
        try (ChildJvm child = report(options, System.getProperty("java.class.path"))) {
            String output = outputOf(child);
            assertEquals(
                    "millrace.futex must be foreign, jna or parking, not 'no'", output.strip());
        }
    }

    @Test
    void doesWithoutJna() {
        List<String> options = List.of(NATIVE_ACCESS);
        try (ChildJvm child = report(options, classPathWithoutJna())) {
            String output = outputOf(child);
            String parking =
                    "parking (java.lang.foreign: needs JDK 22 or newer;" + " JNA: not there)";
            assertEquals(HAS_FOREIGN ? "futex by java.lang.foreign" : parking, output.strip());
        }
    }

    @Test
    void doesWithoutTheNativeLibraryOfJna() {
        List<String> options =
                List.of(NATIVE_ACCESS, "-Djna.nounpack=true", "-Dmillrace.futex=jna");
        try (ChildJvm child = report(options, System.getProperty("java.class.path"))) {
            String output = outputOf(child);
            assertTrue(output.startsWith("millrace.futex: JNA does not work here: "), output);
        }
    }

    @Test
    void parksIfTheJvmDeniesNativeAccess() {
        assumeTrue(Runtime.version().feature() >= 24, "the option is new in JDK 24");
        List<String> options = List.of("--illegal-native-access=deny");
        try (ChildJvm child = report(options, System.getProperty("java.class.path"))) {
            String output = outputOf(child);
            assertTrue(output.startsWith("parking ("), output);
            assertTrue(output.contains("IllegalCallerException"), output);
            assertFalse(output.strip().contains("\n"), output);
        }
    }

    @Test
    void worksWithAWarningIfNativeAccessIsNotEnabled() {
        try (ChildJvm child = report(List.of(), System.getProperty("java.class.path"))) {
            String output = outputOf(child);
            assertTrue(output.contains("futex by "), output);
        }
    }
}
