package io.millrace;

import io.millrace.HalfStatus.Lock;
import io.millrace.liveness.DeathProof;
import io.millrace.mapping.ChannelFile;
import io.millrace.mapping.ChannelFileException;
import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.IntFunction;

/** Looks at a channel without attaching to it; the right to read is enough. */
final class Onlooker {
    private Onlooker() {}

    /** What to make of a file, its words, and the locks of its slots. */
    interface Look<T> {
        T at(ChannelFile file, Memory memory, IntFunction<Lock> locks);
    }

    static <T> T look(Path path, Look<T> look) {
        Platform.require();
        try {
            ChannelFile file = ChannelFile.attach(path, false);
            Memory memory = new DirectMemory(file.memory());
            Path liveness = file.livenessFile();
            if (!Files.isReadable(liveness)) {
                return look.at(file, memory, slot -> Lock.UNKNOWN);
            }
            try (DeathProof proof = Problems.openLiveness(file, Files.isWritable(liveness))) {
                return look.at(
                        file, memory, slot -> proof.isHeld(slot) ? Lock.HELD : Lock.NOT_HELD);
            }
        } catch (NoSuchFileException e) {
            throw new MillraceException(path + ": there is no such channel", e);
        } catch (ChannelFileException e) {
            throw Problems.translate(e);
        }
    }
}
