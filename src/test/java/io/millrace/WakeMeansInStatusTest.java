package io.millrace;

import io.millrace.testkit.Await;
import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Status tells by what each half wakes. */
class WakeMeansInStatusTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    @Test
    void statusTellsByWhatEachHalfWakes() {
        try (WakeUpScene scene = WakeUpScene.inOneJvm(directory)) {
            Channel channel = scene.channel();
            channel.receiver(Codec.utf8());
            String means = scene.futex().name();
            Await.until(
                    "the receiver's process shows its means",
                    () -> channel.status().receiver().orElseThrow().wakesBy().equals(means));
        }
    }
}
