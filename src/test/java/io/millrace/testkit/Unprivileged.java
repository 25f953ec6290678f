package io.millrace.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The superuser may do everything; without its capabilities the rights of files hold for it too.
 */
public final class Unprivileged {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    private Unprivileged() {}

    /**
     * Under which a program is bound by the rights of files; skips the test where there is none.
     */
    public static List<String> command() {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(!root || Files.isExecutable(SETPRIV), "needs setpriv, or another user");
        return root
                ? List.of(SETPRIV.toString(), "--bounding-set=-all", "--inh-caps=-all")
                : List.of();
    }
}
