package io.millrace.wait;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FutexProcessesTest {

    private static final int ROUNDS = 5_000;
    private static final long TIMEOUT = TimeUnit.MINUTES.toNanos(1);

    /** The other process. */
    public static final class Answerer {

        private Answerer() {}

        public static void main(String[] arguments) {
            SharedWord ask = SharedWord.map(Path.of(arguments[0]));
            PingPong.answer(Futex.get(), ask, ask.next(), ROUNDS, TIMEOUT);
        }
    }

    static Stream<Arguments> pairs() {
        return Kernels.names()
                .flatMap(here -> Kernels.names().map(there -> Arguments.of(here, there)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void losesNoWakeUpBetweenProcesses(String here, String there, @TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("word");
        SharedWord ask = SharedWord.map(file);
        List<String> options =
                List.of("--enable-native-access=ALL-UNNAMED", "-Dmillrace.futex=" + there);
        try (ChildJvm child = ChildJvm.start(options, Answerer.class, file)) {
            PingPong.ask(Kernels.open(here), ask, ask.next(), ROUNDS, TIMEOUT);
            assertThat(child.awaitExit()).as(child.lines().toString()).isZero();
        }
        assertThat(ask.next().get()).isEqualTo(ROUNDS);
    }
}
