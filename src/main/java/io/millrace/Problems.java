package io.millrace;

import io.millrace.liveness.DeathProof;
import io.millrace.liveness.LivenessFile;
import io.millrace.mapping.ChannelFile;
import io.millrace.mapping.ChannelFileException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;

/** Turns what the lower layers say into the public exceptions. */
final class Problems {
    private Problems() {}

    static MillraceException translate(ChannelFileException e) {
        if (e.getCause() instanceof ClosedByInterruptException) {
            return new ChannelInterruptedException("interrupted while a channel was opened", e);
        }
        return switch (e.kind()) {
            case FORMAT -> new ChannelFormatException(e.getMessage(), e);
            case FULL -> new ChannelFullException(e.getMessage(), e);
            case ACCESS -> new MillraceException(e.getMessage(), e);
        };
    }

    static DeathProof openLiveness(ChannelFile file, boolean writable) {
        try {
            return LivenessFile.open(file.livenessFile(), file.header().livenessInode(), writable);
        } catch (NoSuchFileException e) {
            throw new ChannelFormatException(
                    file.path()
                            + ": its liveness file "
                            + file.livenessFile().getFileName()
                            + " is missing, so nobody's death can be proven; end all who use the"
                            + " channel and delete it",
                    e);
        } catch (IOException e) {
            throw new MillraceException(
                    file.livenessFile() + ": cannot be opened: " + e.getMessage(), e);
        }
    }
}
