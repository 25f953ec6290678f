package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The jar, run without any flag: no warnings, and every example that it lists. */
class ExamplesJarIT {
    private static final List<String> HALVES = List.of("producer", "consumer");

    @TempDir Path directory;

    @TestFactory
    Stream<DynamicTest> everyListedExampleSucceeds() throws Exception {
        return listed().stream()
                .filter(name -> !HALVES.contains(name))
                .map(
                        name ->
                                DynamicTest.dynamicTest(
                                        name,
                                        () ->
                                                assertThat(
                                                                start(name, "5")
                                                                        .await()
                                                                        .outputOfSuccess())
                                                        .isNotEmpty()));
    }

    @Test
    void producerAndConsumerMeet() throws Exception {
        assertThat(listed()).containsAll(HALVES);
        ProgramRun consumer = start("consumer");
        assertThat(start("producer").await().outputOfSuccess()).isEmpty();
        assertThat(consumer.await().outputOfSuccess())
                .containsExactly("Got: hi", "Got: from", "Got: another", "Got: process");
    }

    @Test
    void unknownExampleIsRefused() throws Exception {
        ProgramRun run = start("nonsense").await();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errors())
                .containsExactly("millrace-examples: no example nonsense; run without to list");
    }

    private List<String> listed() throws Exception {
        return start().await().outputOfSuccess().stream()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();
    }

    private ProgramRun start(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("-jar", System.getProperty("millrace.examples.jar")));
        command.addAll(List.of(arguments));
        return new ProgramRun(directory, Map.of("MILLRACE_DIR", directory.toString()), command);
    }
}
