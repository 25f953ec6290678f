package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.examples.ReadmePrograms.Program;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The programs that the README prints compile as they stand there, and print what it says. */
class ReadmeTest {
    private static final Path README = Path.of(System.getProperty("millrace.root"), "README.md");

    @TempDir Path directory;

    @TestFactory
    Stream<DynamicTest> programsOfTheReadmeDoWhatItSays() throws Exception {
        assumeTrue(Files.exists(README), "there is no README yet");
        List<Program> programs = ReadmePrograms.in(Files.readAllLines(README));
        assertThat(programs).isNotEmpty();
        return programs.stream()
                .map(program -> DynamicTest.dynamicTest(program.toString(), () -> check(program)));
    }

    @Test
    void aMarkWithoutABlockIsRefused() {
        assertThatThrownBy(
                        () ->
                                ReadmePrograms.in(
                                        List.of("# T", "<!-- compiled: A.java -->", "text")))
                .hasMessage("line 2 of the README marks no Java block: <!-- compiled: A.java -->");
    }

    @Test
    void aProgramWithoutItsOutputIsRefused() {
        assertThatThrownBy(
                        () ->
                                ReadmePrograms.in(
                                        List.of("<!-- compiled: A.java -->", "```java", "```")))
                .hasMessage("no text block follows [A]");
    }

    @Test
    void classesBeforeOneOutputAreOneProgram() {
        assertThat(
                        ReadmePrograms.in(
                                List.of(
                                        "```text",
                                        "not marked",
                                        "```",
                                        "<!-- compiled: A.java -->",
                                        "```java",
                                        "class A {",
                                        "}",
                                        "```",
                                        "<!-- compiled: B.java -->",
                                        "```java",
                                        "class B {}",
                                        "```",
                                        "It prints:",
                                        "```text",
                                        "hi",
                                        "```")))
                .containsExactly(
                        new Program(Map.of("A", "class A {\n}", "B", "class B {}"), List.of("hi")));
    }

    private void check(Program program) throws Exception {
        Path classes = Files.createTempDirectory(directory, "classes");
        compile(program, classes);
        List<ProgramRun> runs = new ArrayList<>();
        for (String name : program.sources().keySet()) {
            runs.add(start(name, classes));
        }
        List<String> output = new ArrayList<>();
        for (ProgramRun run : runs) {
            output.addAll(run.await().outputOfSuccess());
        }
        assertThat(output).isEqualTo(program.output());
    }

    private static void compile(Program program, Path classes) throws Exception {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : program.sources().entrySet()) {
            Path file = classes.resolve(source.getKey() + ".java");
            files.add(Files.writeString(file, source.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean compiled =
                compiler.getTask(
                                messages,
                                null,
                                null,
                                List.of(
                                        "--release",
                                        "17",
                                        "-Xlint:all,-classfile,-processing",
                                        "-proc:none",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "-d",
                                        classes.toString()),
                                null,
                                compiler.getStandardFileManager(null, null, null)
                                        .getJavaFileObjectsFromPaths(files))
                        .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }

    private ProgramRun start(String name, Path classes) throws Exception {
        String path =
                classes
                        + System.getProperty("path.separator")
                        + System.getProperty("java.class.path");
        return new ProgramRun(
                directory,
                Map.of("MILLRACE_DIR", classes.toString()),
                List.of(
                        "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        path,
                        name));
    }
}
