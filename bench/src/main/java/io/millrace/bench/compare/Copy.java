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
 * A build and how it is used.
 *
 * @param build a benchmark's jar; null for the build that runs.
 * @param subject one of its subjects.
 * @param sharing whether it shares the compiled code of the copy before it, and has only its own
 *     memory; otherwise it has compiled code of its own.
 */
record Copy(Path build, String subject, boolean sharing) {
    private static final String SHARING = "+";

    /**
     * From {@code SUBJECT}, {@code JAR:SUBJECT} or {@code +SUBJECT}.
     *
     * @throws IllegalArgumentException when there is no such jar.
     */
    static Copy of(String text) {
        if (text.startsWith(SHARING)) {
            return new Copy(null, text.substring(SHARING.length()), true);
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return new Copy(null, text, false);
        }
        Path build = Path.of(text.substring(0, colon));
        if (!Files.isRegularFile(build)) {
            throw new IllegalArgumentException(
                    "'%s' in '%s': expected the jar of a benchmark".formatted(build, text));
        }
        return new Copy(build, text.substring(colon + 1), false);
    }

    /** As {@link #of} takes it. */
    String encoded() {
        return build == null ? ownLabel() : build.toAbsolutePath() + ":" + subject;
    }

    /** For people. */
    String label() {
        return build == null
                ? ownLabel()
                : build.getFileName().toString().replaceFirst("[.]jar$", "") + ":" + subject;
    }

    private String ownLabel() {
        return sharing ? SHARING + subject : subject;
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
