package io.millrace.bench.compare;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A build and how it is used, with compiled code of its own.
 *
 * @param build a benchmark's jar; null for the build that runs.
 * @param subject one of its subjects.
 */
record Copy(Path build, String subject) {
    /**
     * From {@code SUBJECT} or {@code JAR:SUBJECT}.
     *
     * @throws IllegalArgumentException when there is no such jar.
     */
    static Copy of(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return new Copy(null, text);
        }
        Path build = Path.of(text.substring(0, colon));
        if (!Files.isRegularFile(build)) {
            throw new IllegalArgumentException(
                    "'%s' in '%s': expected the jar of a benchmark".formatted(build, text));
        }
        return new Copy(build, text.substring(colon + 1));
    }

    /** As {@link #of} takes it. */
    String encoded() {
        return build == null ? subject : build.toAbsolutePath() + ":" + subject;
    }

    /** For people. */
    String label() {
        return build == null
                ? subject
                : build.getFileName().toString().replaceFirst("[.]jar$", "") + ":" + subject;
    }

    /** Loads its classes: the build's, and where it has none, those of the build that runs. */
    ClassLoader load() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        if (build != null) {
            urls.add(build.toUri().toURL());
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }
}
