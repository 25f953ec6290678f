package io.millrace.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.testkit.ChildJvm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FutexSelectionTest {

    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    /** Whether the JVM says that native access will have to be enabled. */
    private static final boolean WARNS = Runtime.version().feature() >= 24;

    /** Prints what was chosen, or the error. */
    public static final class Report {

        private Report() {}

        public static void main(String[] arguments) {
            try {
                System.out.println(FutexSelection.get().report());
            } catch (RuntimeException first) {
                System.out.println(first.getMessage());
                System.out.println("again: " + catchThrowable(Futex::get).getMessage());
            }
        }
    }

    private static String report(String... flags) {
        return outputOf(ChildJvm.start(List.of(flags), Report.class));
    }

    private static String reportWithoutJna(String... flags) {
        String classPath =
                ChildJvm.classPathWithout(
                        entry -> entry.getFileName().toString().startsWith("jna"));
        return outputOf(
                ChildJvm.start(List.of(), List.of(flags), classPath, Map.of(), Report.class));
    }

    private static String outputOf(ChildJvm started) {
        try (ChildJvm child = started) {
            assertThat(child.awaitExit()).as("%s", child.lines()).isZero();
            return String.join("\n", child.lines());
        }
    }

    @Test
    void choosesOnce() {
        assertThat(Futex.get()).isSameAs(Futex.get());
        assertThat(FutexSelection.get().report()).startsWith(Futex.get().name());
    }

    @Test
    void choosesTheBest() {
        FutexSelection.Selected best = FutexSelection.select(null);
        assertThat(best.futex().isKernel()).isTrue();
        assertThat(best.report())
                .isEqualTo(
                        Kernels.HAS_FOREIGN
                                ? "futex by java.lang.foreign"
                                : "futex by JNA (java.lang.foreign: needs JDK 22 or newer)");
    }

    @Test
    void forces() {
        assertThat(FutexSelection.select("jna").futex().name()).isEqualTo("futex by JNA");
        assertThat(FutexSelection.select("parking").futex().name()).isEqualTo("parking");
        if (Kernels.HAS_FOREIGN) {
            assertThat(FutexSelection.select("foreign").futex().name())
                    .isEqualTo("futex by java.lang.foreign");
        } else {
            assertThatThrownBy(() -> FutexSelection.select("foreign"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "millrace.futex: java.lang.foreign does not work here: needs JDK 22 or"
                                    + " newer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JNA", "futex"})
    void refusesAnUnknownValue(String value) {
        assertThatThrownBy(() -> FutexSelection.select(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("millrace.futex must be foreign, jna or parking, not '" + value + "'");
    }

    @Test
    void saysSoAgainWhenAskedAgain() {
        String refusal = "millrace.futex must be foreign, jna or parking, not 'no'";
        assertThat(report("-Dmillrace.futex=no").lines())
                .containsExactly(refusal, "again: " + refusal);
    }

    @Test
    void doesWithoutJna() {
        assertThat(reportWithoutJna(NATIVE_ACCESS))
                .isEqualTo(
                        Kernels.HAS_FOREIGN
                                ? "futex by java.lang.foreign"
                                : "parking (java.lang.foreign: needs JDK 22 or newer; JNA: not"
                                        + " there)");
    }

    @Test
    void doesWithoutTheNativeLibraryOfJna() {
        assertThat(report(NATIVE_ACCESS, "-Djna.nounpack=true", "-Dmillrace.futex=jna"))
                .startsWith("millrace.futex: JNA does not work here: ");
    }

    @Test
    void parksIfTheJvmDeniesNativeAccess() {
        assumeTrue(WARNS, "the option is new in JDK 24");
        assertThat(report("--illegal-native-access=deny"))
                .startsWith("parking (")
                .contains("IllegalCallerException")
                .doesNotContain("\n");
    }

    @Test
    void worksIfNativeAccessIsNotEnabledWithAWarningOfNewerJvms() {
        String output = report();
        assertThat(output).contains("futex by ");
        assertThat(output.contains("WARNING: Use --enable-native-access=ALL-UNNAMED"))
                .as(output)
                .isEqualTo(WARNS);
    }
}
