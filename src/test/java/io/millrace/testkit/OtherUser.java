package io.millrace.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A user without any rights of the one who runs the tests, for whom the superuser runs programs.
 */
public final class OtherUser {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final String ID = "65534";
    private static final List<String> AS_OTHER =
            List.of(SETPRIV.toString(), "--reuid=" + ID, "--regid=" + ID, "--clear-groups");

    private final String classPath;

    private OtherUser(String classPath) {
        this.classPath = classPath;
    }

    /**
     * Skips the test unless there can be another user.
     *
     * @param directory which the other one may enter from now on; its copy of the classes is here.
     */
    public static OtherUser in(Path directory) throws IOException {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.isExecutable(SETPRIV),
                "needs root and setpriv");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path classes = Files.createDirectory(directory.resolve("classes"));
        List<String> copies = new ArrayList<>();
        for (String entry :
                List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
            Path from = Path.of(entry);
            if (Files.isDirectory(from) || from.getFileName().toString().startsWith("agrona")) {
                Path to = classes.resolve(copies.size() + "-" + from.getFileName());
                copy(from, to);
                copies.add(to.toString());
            }
        }
        try (Stream<Path> all = Files.walk(classes)) {
            all.forEach(OtherUser::letRead);
        }
        return new OtherUser(String.join(File.pathSeparator, copies));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static void letRead(Path path) {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program of Java, under another command perhaps; returns its lines before the last. */
    public List<String> run(
            List<String> under, Map<String, String> environment, Class<?> main, Object... words) {
        List<String> command = new ArrayList<>(AS_OTHER);
        command.addAll(under);
        List<String> flags = new ArrayList<>(ChildJvm.FLAGS);
        flags.add("-XX:-UsePerfData");
        try (ChildJvm jvm = ChildJvm.start(command, flags, classPath, environment, main, words)) {
            jvm.awaitLine("done");
            return jvm.lines().subList(0, jvm.lines().indexOf("done"));
        }
    }

    /** Runs any other program, which has to succeed. */
    public void command(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(AS_OTHER);
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new AssertionError(command + " failed");
        }
    }
}
