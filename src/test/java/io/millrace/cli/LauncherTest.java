package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.LauncherScene.Result;
import io.millrace.cli.LauncherScene.Run;
import io.millrace.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code millrace}: which Java it takes, when it builds, and what it says is missing.
 */
class LauncherTest {
    private static final int STATUS_OF_JAVA = 7;
    private static final String BUILD = "mvn -B -q -Dquick -pl src -am package";
    private static final String FIRST_BUILD = "building millrace (first run) ...";
    private static final String INSTALL_JDK =
            "install a JDK 17 or newer (Debian/Ubuntu: apt-get install default-jdk-headless;"
                    + " macOS: brew install openjdk)";
    private static final String INSTALL_MAVEN =
            "install Maven 3.8 or newer (Debian/Ubuntu: apt-get install maven; macOS: brew install"
                    + " maven)";

    @TempDir private Path directory;

    private LauncherScene scene;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        scene = new LauncherScene(directory.toRealPath());
    }

    // ---- when it builds

    @Test
    void shouldBuildAJarThatIsMissingThenRunIt() throws IOException {
        Result result = scene.java("17.0.15").maven().run("send", "two words");

        assertThat(result.err())
                .containsExactly(FIRST_BUILD, BUILD + " in " + scene.root().toRealPath());
        assertRuns(result, "send", "two words");
        assertThat(scene.jar()).hasContent("jar");
        assertThat(scene.jar().resolveSibling("millrace.lock")).doesNotExist();
    }

    @Test
    void shouldBuildOnce() throws IOException {
        scene.java("17.0.15").maven().run("--version");

        Result second = scene.run("--version");

        assertThat(second.err()).isEmpty();
        assertRuns(second, "--version");
        assertThat(scene.builds()).containsExactly(BUILD);
    }

    @Test
    void shouldNeedNoMavenForAJarThatIsYounger() throws IOException {
        Result result = scene.java("17.0.15").jarYoungerBy(1).run("stat");

        assertThat(result.err()).isEmpty();
        assertRuns(result, "stat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "src/pom.xml", "src/main/java/Source.java"})
    void shouldBuildAgainWhenASourceIsYounger(String source) throws IOException {
        scene.java("17.0.15").maven().jarYoungerBy(1);
        Files.setLastModifiedTime(scene.root().resolve(source), FileTime.from(Instant.now()));

        Result result = scene.run("stat");

        assertThat(result.err())
                .first()
                .isEqualTo("building millrace (the sources have changed) ...");
        assertRuns(result, "stat");
        assertThat(scene.builds()).containsExactly(BUILD);
    }

    @Test
    void shouldBuildAgainWhatWasEditedDuringABuild() throws IOException {
        String edit = "src/main/java/Source.java";
        scene.java("17.0.15")
                .maven(
                        "until [ -n \"$(find %s -newer src/target/millrace.lock.start)\" ]\n"
                                        .formatted(edit)
                                + "do touch %s; done".formatted(edit))
                .run("stat");

        assertRuns(scene.maven().run("stat"), "stat");

        assertThat(scene.builds()).hasSize(2);
    }

    @Test
    void shouldSayThatABuildFailedAndTryItAgain() throws IOException {
        Result failed = scene.java("17.0.15").maven("echo a mistake; exit 3").run("stat");

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .containsExactly(
                        FIRST_BUILD,
                        BUILD + " in " + scene.root().toRealPath(),
                        "a mistake",
                        "millrace: the build failed; the lines above say why");
        assertThat(scene.jar()).doesNotExist();

        assertRuns(scene.maven().run("stat"), "stat");
    }

    @Test
    void shouldBuildOnceWhenRunTwiceAtATime() throws IOException {
        Path waits = directory.resolve("waits");
        scene.java("17.0.15")
                .maven("until [ -e '%s' ]; do :; done".formatted(waits))
                .program("sleep", ": >'%s'\n".formatted(waits));

        try (Run first = scene.start("stat")) {
            Await.until("Maven runs", () -> Files.exists(directory.resolve("builds")));
            Result second = scene.run("stat");

            assertRuns(first.result(), "stat");
            assertThat(second.err()).isEmpty();
            assertRuns(second, "stat");
            assertThat(scene.builds()).hasSize(1);
        }
    }

    @Test
    void shouldNotWaitForABuildWhoseProcessIsGone() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        scene.java("17.0.15").maven().program("sleep", "echo waited >&2\n");
        Files.createDirectories(scene.jar().getParent());
        Files.createSymbolicLink(
                scene.jar().resolveSibling("millrace.lock"), Path.of(Long.toString(gone.pid())));

        Result result = scene.run("stat");

        assertThat(result.err()).doesNotContain("waited");
        assertRuns(result, "stat");
    }

    // ---- which Java it takes

    @ParameterizedTest
    @ValueSource(strings = {"17", "17.0.15", "21.0.2", "25", "26-ea"})
    void shouldTakeAJavaThatIsNewEnough(String version) throws IOException {
        assertRuns(scene.java(version).jarYoungerBy(1).run("stat"), "stat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "9", "11.0.22", "16.0.2"})
    void shouldRefuseAJavaThatIsTooOld(String version) throws IOException {
        Result result = scene.java(version).maven().jarYoungerBy(1).run("stat");

        assertFails(
                result,
                directory.toRealPath().resolve("tools/java")
                        + " is Java "
                        + version
                        + ", but 17 is needed: "
                        + INSTALL_JDK);
    }

    @Test
    void shouldAskAJavaWithoutAReleaseFileForItsVersion() throws IOException {
        scene.jarYoungerBy(1);
        Path old = scene.javaHome("old", "11.0.22");
        Path fit = scene.javaHome("new", "21.0.2");

        assertRuns(scene.set("JAVA_HOME", fit.toString()).run("stat"), "stat");
        assertFails(
                scene.set("JAVA_HOME", old.toString()).run("stat"),
                old + "/bin/java is Java 11.0.22, but 17 is needed: " + INSTALL_JDK);
    }

    @Test
    void shouldPreferTheJavaOfJavaHome() throws IOException {
        Path home = scene.javaHome("mine", "21.0.2");

        Result result =
                scene.java("11.0.22").set("JAVA_HOME", home.toString()).jarYoungerBy(1).run("stat");

        assertRuns(result, "stat");
    }

    @Test
    void shouldSayWhatToInstallWithoutJava() throws IOException {
        assertFails(scene.maven().run("stat"), "no Java found: " + INSTALL_JDK);
    }

    @Test
    void shouldSayThatJavaHomeHasNoJava() throws IOException {
        Result result = scene.java("17.0.15").maven().set("JAVA_HOME", "/nowhere").run("stat");

        assertFails(
                result,
                "JAVA_HOME is /nowhere, which has no bin/java: correct it, or " + INSTALL_JDK);
    }

    // ---- what is missing to build

    @Test
    void shouldSayWhatToInstallWithoutMaven() throws IOException {
        assertFails(
                scene.java("17.0.15").run("stat"),
                "no Maven found, which builds millrace: " + INSTALL_MAVEN);
    }

    @Test
    void shouldRunAnOlderJarWithoutMavenAndSayThatItIsOlder() throws IOException {
        Result result = scene.java("17.0.15").jarYoungerBy(-1).run("stat");

        assertThat(result.err())
                .containsExactly(
                        "millrace: running a jar older than the sources, as no Maven was found: "
                                + INSTALL_MAVEN);
        assertRuns(result, "stat");
    }

    @Test
    void shouldSayThatAJavaWithoutCompilerCannotBuild() throws IOException {
        scene.maven()
                .program(
                        "java",
                        """
                        case $1 in
                        -version) echo 'openjdk version "17.0.15"' >&2 ;;
                        --list-modules) echo java.base@17.0.15 ;;
                        esac
                        """);
        String java = directory.toRealPath().resolve("tools/java").toString();

        assertFails(
                scene.run("stat"),
                java + " has no compiler, which builds millrace: " + INSTALL_JDK);
        Result older = scene.jarYoungerBy(-1).run("stat");

        assertThat(older.status()).isZero();
        assertThat(older.err())
                .containsExactly(
                        "millrace: running a jar older than the sources, as "
                                + java
                                + " has no compiler: "
                                + INSTALL_JDK);
        assertThat(scene.builds()).isEmpty();
    }

    // ---- how it runs

    @Test
    void shouldFindItsFolderThroughLinks() throws IOException {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("mr"), Path.of("../a clone/millrace"));
        Path link = Files.createSymbolicLink(directory.resolve("mr"), bin.resolve("mr"));

        assertRuns(scene.java("17.0.15").jarYoungerBy(1).runAs(link, "stat"), "stat");
    }

    @Test
    void shouldHandFlagsToTheJvm() throws IOException {
        Result result =
                scene.java("17.0.15")
                        .jarYoungerBy(1)
                        .set("MILLRACE_JAVA_OPTS", "-Xmx64m -Dname=value")
                        .run("stat");

        assertThat(result.out()).containsSubsequence("  -Xmx64m", "  -Dname=value", "  -jar");
    }

    private void assertRuns(Result result, String... arguments) throws IOException {
        assertThat(result.status()).as("%s", result).isEqualTo(STATUS_OF_JAVA);
        List<String> out = result.out();
        int jar = out.indexOf("  -jar");
        assertThat(out).first().isEqualTo("java");
        assertThat(out.subList(jar + 1, out.size()))
                .first()
                .isEqualTo("  " + scene.jar().toRealPath());
        assertThat(out.subList(jar + 2, out.size()))
                .containsExactly(
                        List.of(arguments).stream().map("  "::concat).toArray(String[]::new));
    }

    private static void assertFails(Result result, String complaint) {
        assertThat(result.err()).containsExactly("millrace: " + complaint);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
    }
}
