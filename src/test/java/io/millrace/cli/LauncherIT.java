package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.LauncherScene.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code millrace} with the Java and the jar of this build. */
class LauncherIT {
    @TempDir private Path directory;

    @Test
    void shouldRunTheJarWithoutAWarning() throws IOException {
        LauncherScene scene = new LauncherScene(directory.toRealPath()).jarYoungerBy(1);
        Path built = Path.of(System.getProperty("millrace.jar"));
        Files.write(scene.jar(), Files.readAllBytes(built));

        Result result = scene.set("JAVA_HOME", System.getProperty("java.home")).run("--version");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .singleElement()
                .asString()
                .matches("millrace \\d+\\.\\d+\\.\\d+.*");
        assertThat(result.status()).isZero();
    }
}
