package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.Opener;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a channel with a plain name has its file; in JVMs with an environment of their own. */
class DefaultDirectoryTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    @Test
    void aNameIsAFileInTheDirectoryOfTheEnvironmentWhichIsMadeForItsUserAlone() throws IOException {
        Path chosen = directory.resolve("chosen");

        assertThat(open(Map.of("MILLRACE_DIR", chosen.toString()), List.of(), "orders", "bills"))
                .containsExactly(
                        "opened " + chosen.resolve("orders"), "opened " + chosen.resolve("bills"));
        assertThat(rights(chosen)).isEqualTo("rwx------");
        assertThat(chosen.resolve("orders")).isRegularFile();
    }

    @Test
    void aDirectoryOfTheEnvironmentThatIsThereKeepsItsRights() throws IOException {
        Path chosen = Files.createDirectory(directory.resolve("chosen"));
        Files.setPosixFilePermissions(chosen, PosixFilePermissions.fromString("rwxrwx---"));

        assertThat(open(Map.of("MILLRACE_DIR", chosen.toString()), List.of(), "orders"))
                .containsExactly("opened " + chosen.resolve("orders"));
        assertThat(rights(chosen)).isEqualTo("rwxrwx---");
    }

    @Test
    void aPathIsUsedAsItIs() {
        Path path = directory.resolve("path");

        assertThat(
                        open(
                                Map.of("MILLRACE_DIR", directory.resolve("unused").toString()),
                                List.of(),
                                path))
                .containsExactly("opened " + path);
        assertThat(directory.resolve("unused")).doesNotExist();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefused() {
        Path missing = directory.resolve("missing").resolve("deep");

        assertThat(open(Map.of("MILLRACE_DIR", missing.toString()), List.of(), "orders"))
                .containsExactly(
                        "MillraceException: the channel directory "
                                + missing
                                + " cannot be made: "
                                + missing);
    }

    @Test
    void withoutTheEnvironmentANameIsAFileInADirectoryOfTheUser() throws IOException {
        String user = "test-" + UUID.randomUUID();
        String name = "orders";
        Path shared = Path.of("/dev/shm");
        Path parent =
                Files.isDirectory(shared) && Files.isWritable(shared)
                        ? shared
                        : Path.of(System.getProperty("java.io.tmpdir"));
        Path expected = parent.resolve("millrace-" + user);
        try {
            assertThat(open(Map.of("MILLRACE_DIR", ""), List.of("-Duser.name=" + user), name))
                    .containsExactly("opened " + expected.resolve(name));
            assertThat(rights(expected)).isEqualTo("rwx------");

            // Now it is there, and the JVM takes another for its owner.
            String owner = Files.getOwner(expected).getName();
            assertThat(open(Map.of("MILLRACE_DIR", ""), List.of("-Duser.name=" + user), name))
                    .containsExactly(
                            "MillraceException: the channel directory "
                                    + expected
                                    + " is owned by "
                                    + owner
                                    + " with rights rwx------, expected a directory of "
                                    + user
                                    + " that others cannot write to; set MILLRACE_DIR to another");
        } finally {
            deleteWithFiles(expected);
        }
    }

    private static List<String> open(
            Map<String, String> environment, List<String> flags, Object... names) {
        List<String> all = new ArrayList<>(ChildJvm.FLAGS);
        all.addAll(flags);
        try (ChildJvm jvm = ChildJvm.start(List.of(), all, environment, Opener.class, names)) {
            jvm.awaitLine("done");
            return jvm.lines().subList(0, names.length);
        }
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void deleteWithFiles(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }
}
