package io.millrace.cli;

import io.millrace.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of the launcher in a folder that looks like this repository, and a machine that has no
 * more programs than a test has put there.
 */
final class LauncherScene {
    /** What the launcher may count on: POSIX. */
    private static final List<String> POSIX =
            List.of(
                    "dirname",
                    "find",
                    "grep",
                    "head",
                    "ln",
                    "mkdir",
                    "mv",
                    "readlink",
                    "rm",
                    "rmdir",
                    "sed",
                    "sleep",
                    "touch");

    private final Path base;
    private final Path root;
    private final Path tools;
    private final Map<String, String> environment = new HashMap<>();
    private int runs;

    LauncherScene(Path directory) throws IOException {
        base = directory;
        root = Files.createDirectory(directory.resolve("a clone"));
        tools = Files.createDirectory(directory.resolve("tools"));
        Files.copy(
                Path.of(System.getProperty("millrace.root"), "millrace"), root.resolve("millrace"));
        for (String source : List.of("pom.xml", "src/pom.xml", "src/main/java/Source.java")) {
            Files.createDirectories(root.resolve(source).getParent());
            Files.writeString(root.resolve(source), source);
        }
        for (String name : POSIX) {
            program(name, "exec %s \"$@\"\n".formatted(find(name)));
        }
        environment.put("PATH", tools.toString());
    }

    private static Path find(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    Path root() {
        return root;
    }

    Path jar() {
        return root.resolve("src/target/millrace.jar");
    }

    LauncherScene set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A program on the path, as a shell script. */
    LauncherScene program(String name, String script) throws IOException {
        Files.deleteIfExists(tools.resolve(name));
        write(tools.resolve(name), script);
        return this;
    }

    /**
     * Java on the path, as Linux distributions have it: a link into a JDK that says its version.
     */
    LauncherScene java(String version) throws IOException {
        Path home = javaHome("jdk " + version, version);
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        Files.createSymbolicLink(tools.resolve("java"), home.resolve("bin/java"));
        return this;
    }

    /** A home of a Java that only says its version when asked; it prints what it is to run. */
    Path javaHome(String name, String version) throws IOException {
        Path home = base.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        write(
                home.resolve("bin/java"),
                """
                case $1 in
                -version) echo 'openjdk version "%s" 2025-01-01' >&2 ;;
                --list-modules) echo "java.base@17"; echo "jdk.compiler@17" ;;
                *) echo "java"; for each; do echo "  $each"; done; exit 7 ;;
                esac
                """
                        .formatted(version));
        return home;
    }

    /** Maven on the path, which makes a jar and says in stdout and a file how it was called. */
    LauncherScene maven() throws IOException {
        return maven("");
    }

    /** As above; does this first. */
    LauncherScene maven(String first) throws IOException {
        return program(
                "mvn",
                """
                echo "mvn $* in $PWD"
                echo "mvn $*" >>'%s'
                %s
                mkdir -p src/target/quick
                echo jar >src/target/quick/millrace.jar
                """
                        .formatted(base.resolve("builds"), first));
    }

    /** How Maven was called. */
    List<String> builds() throws IOException {
        Path builds = base.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /** A jar made so many seconds before or after the sources. */
    LauncherScene jarYoungerBy(int seconds) throws IOException {
        Files.createDirectories(jar().getParent());
        Files.writeString(jar(), "jar");
        Instant sources = Instant.now().minusSeconds(1000);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(each -> !each.equals(jar())).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(sources));
            }
        }
        Files.setLastModifiedTime(jar(), FileTime.from(sources.plusSeconds(seconds)));
        return this;
    }

    /** Runs the launcher to its end. */
    Result run(String... arguments) throws IOException {
        try (Run run = start(arguments)) {
            return run.result();
        }
    }

    /** As above, by another name of it. */
    Result runAs(Path launcher, String... arguments) throws IOException {
        try (Run run = start(launcher, arguments)) {
            return run.result();
        }
    }

    Run start(String... arguments) throws IOException {
        return start(root.resolve("millrace"), arguments);
    }

    private Run start(Path launcher, String... arguments) throws IOException {
        runs++;
        Path out = base.resolve("out" + runs);
        Path err = base.resolve("err" + runs);
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(base.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Run(builder.start(), out, err);
    }

    private static void write(Path program, String script) throws IOException {
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A launcher that runs; its end is also that of what it started. */
    record Run(Process process, Path out, Path err) implements AutoCloseable {
        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }

        Result result() throws IOException {
            try {
                if (!process.waitFor(Await.LONG.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("the launcher does not end: " + Files.readString(err));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
            return new Result(
                    process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
        }
    }

    /** Exit status and what was printed. */
    record Result(int status, List<String> out, List<String> err) {}
}
