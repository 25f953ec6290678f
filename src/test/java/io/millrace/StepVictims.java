package io.millrace;

import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.ClassArchive;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.IoUtil;

/** Starts hundreds of victims, each a little sooner by an archive of their classes. */
final class StepVictims {
    private static final ClassArchive CLASSES = archive();

    private StepVictims() {}

    /** Starts a victim for the channel at this path. */
    static ChildJvm start(Path path, boolean stops) {
        return CLASSES.start(StepVictim.class, path, stops);
    }

    private static ClassArchive archive() {
        try {
            Path directory = Files.createTempDirectory("millrace-classes");
            File folder = directory.toFile();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> IoUtil.delete(folder, true)));
            return ClassArchive.make(
                    directory,
                    ChildJvm.FLAGS,
                    StepVictims::exercise,
                    StepVictim.class,
                    directory.resolve("channel"),
                    false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void exercise(ChildJvm victim) {
        for (String order : List.of("open", "receiver", "sender", "run short 0", "close")) {
            victim.tell(order);
            victim.awaitLine("obeyed " + order);
        }
    }
}
