package io.millrace.testkit;

import com.sun.jna.Native;
import io.millrace.Channel;
import io.millrace.wait.Futex;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.agrona.DirectBuffer;

/**
 * A short class path (Millrace, its tests, Agrona, JNA) and an archive of the classes that a child
 * JVM loads from it, so that many of them start in less time. It is made by one such child, which
 * has to end by itself when its standard input ends, with {@link #awaitBackground} as its last
 * deed.
 */
public final class ClassArchive {
    private final String classPath;
    private final List<String> flags;

    private ClassArchive(String classPath, List<String> flags) {
        this.classPath = classPath;
        this.flags = flags;
    }

    /**
     * Makes one.
     *
     * @param directory where its files stay.
     * @param flags of the children.
     * @param exercise what the child does, so that its classes are loaded.
     */
    public static ClassArchive make(
            Path directory,
            List<String> flags,
            Consumer<ChildJvm> exercise,
            Class<?> main,
            Object... arguments) {
        String classPath =
                Stream.of(main, Channel.class, DirectBuffer.class, Native.class)
                        .map(each -> asJar(directory, each).toString())
                        .distinct()
                        .collect(Collectors.joining(File.pathSeparator));
        Path archive = directory.resolve(main.getSimpleName() + ".jsa");
        List<String> quiet = and(flags, "-Xlog:disable");
        ClassArchive maker =
                new ClassArchive(classPath, and(quiet, "-XX:ArchiveClassesAtExit=" + archive));
        try (ChildJvm child = maker.start(main, arguments)) {
            exercise.accept(child);
            child.endInput();
            if (child.awaitExit() != 0 || !Files.exists(archive)) {
                throw new AssertionError("no archive was made: " + child.lines());
            }
        }
        return new ClassArchive(classPath, and(quiet, "-XX:SharedArchiveFile=" + archive));
    }

    /**
     * Waits until this JVM's choice of a futex is made. JDK 25 crashes when it makes an archive
     * while another thread links a lambda, and the thread that makes the choice does so.
     */
    public static void awaitBackground() {
        Futex.get();
    }

    /** Starts a child that uses it. */
    public ChildJvm start(Class<?> main, Object... arguments) {
        return ChildJvm.start(List.of(), flags, classPath, Map.of(), main, arguments);
    }

    /** A JVM archives nothing of a folder. */
    private static Path asJar(Path directory, Class<?> one) {
        try {
            Path entry = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isRegularFile(entry)) {
                return entry;
            }
            Path jar = directory.resolve(entry.getFileName() + ".jar");
            if (!Files.exists(jar)) {
                pack(entry, jar);
            }
            return jar;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack(Path folder, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(each).toString()));
                Files.copy(each, zip);
            }
        }
    }

    private static List<String> and(List<String> flags, String more) {
        List<String> all = new ArrayList<>(flags);
        all.add(more);
        return all;
    }
}
