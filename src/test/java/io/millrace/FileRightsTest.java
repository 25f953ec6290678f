package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.Opener;
import io.millrace.testkit.OtherUser;
import io.millrace.testkit.RightsProbe;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what with a channel's files, whatever the umask and whoever else writes there. */
class FileRightsTest {
    private static final ChannelOptions SMALL =
            ChannelOptions.defaults().capacity(4096).maxSenders(2);

    @TempDir(factory = SharedMemory.class)
    Path directory;

    // ---- the umask

    @ParameterizedTest
    @ValueSource(strings = {"000", "077", "777"})
    void filesAndDirectoryAreTheirUsersAloneWhateverTheUmask(String umask) throws IOException {
        Path made = directory.resolve("made");
        try (ChildJvm jvm =
                ChildJvm.start(
                        withUmask(umask),
                        ChildJvm.FLAGS,
                        inDirectory(made),
                        Opener.class,
                        "orders")) {
            jvm.awaitLine("opened " + made.resolve("orders"));
            jvm.awaitLine("done");
        }

        assertOwnersAlone(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "777"})
    void soTheyAreForAUserWithoutPrivileges(String umask) throws IOException {
        OtherUser other = OtherUser.in(directory);
        Path made = directoryOfAll("all").resolve("made");

        assertThat(other.run(withUmask(umask), inDirectory(made), Opener.class, "orders"))
                .containsExactly("opened " + made.resolve("orders"));

        assertOwnersAlone(made);
    }

    private static List<String> withUmask(String umask) {
        return List.of("/bin/sh", "-c", "umask " + umask + " && exec \"$@\"", "sh");
    }

    private static Map<String, String> inDirectory(Path directory) {
        return Map.of("MILLRACE_DIR", directory.toString());
    }

    private static void assertOwnersAlone(Path made) throws IOException {
        assertThat(rights(made)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(made)) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(rights(file)).isEqualTo("rw-------"));
        }
    }

    // ---- other users

    @Test
    void anotherUserIsToldWhoseTheChannelIs() throws IOException {
        OtherUser other = OtherUser.in(directory);
        make();
        String owner = Files.getOwner(path()).getName();
        String refusal = "MillraceException: %s: no right to %s it (owner %s, rights rw-------)";

        assertThat(probe(other, "open", "status", "inspect", "recover"))
                .containsExactly(
                        "open: " + refusal.formatted(path(), "read and write", owner),
                        "status: " + refusal.formatted(path(), "read", owner),
                        "inspect: " + refusal.formatted(path(), "read", owner),
                        "recover: " + refusal.formatted(path(), "read and write", owner));
    }

    @Test
    void theRightToReadIsEnoughToLook() throws IOException {
        OtherUser other = OtherUser.in(directory);
        try (Channel channel = Channel.open(path(), SMALL.permissions("rw-r--r--"));
                Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            sender.send("seen");

            assertThat(probe(other, "status", "inspect", "open"))
                    .containsExactly(
                            "status: 0 open HELD, 1 open HELD",
                            "inspect: 0 open HELD, 1 open HELD, 1 records",
                            "open: MillraceException: "
                                    + path()
                                    + ": no right to read and write it (owner "
                                    + Files.getOwner(path()).getName()
                                    + ", rights rw-r--r--)");

            // Looking has taken nobody's lock away.
            assertThat(channel.status().senders().get(0).lock()).isEqualTo(HalfStatus.Lock.HELD);
            assertThat(receiver.receive()).isEqualTo("seen");
        }
    }

    @Test
    void whoMayNotReadTheLocksSeesAllElse() throws IOException {
        OtherUser other = OtherUser.in(directory);
        try (Channel channel = Channel.open(path(), SMALL.permissions("rw-r--r--"));
                Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            Files.setPosixFilePermissions(
                    SmallChannelFile.livenessFileIn(directory),
                    PosixFilePermissions.fromString("rw-------"));

            assertThat(probe(other, "status")).containsExactly("status: 0 open UNKNOWN");
            assertThat(receiver.tryReceive()).isNull();
        }
    }

    private List<String> probe(OtherUser other, String... what) {
        Object[] words = Stream.concat(Stream.of(path()), Stream.of(what)).toArray();
        return other.run(List.of(), Map.of(), RightsProbe.class, words);
    }

    // ---- what others plant

    @Test
    void aSymbolicLinkThatAnotherUserPlantedIsRefused() throws Exception {
        OtherUser other = OtherUser.in(directory);
        make();
        Path planted = directoryOfAll("all").resolve("channel");
        other.command("ln", "-s", path().toString(), planted.toString());

        assertRefused(planted, planted + " is a symbolic link, expected a channel file");
    }

    @Test
    void aHardLinkThatAnotherUserPlantedIsRefused() throws Exception {
        OtherUser other = OtherUser.in(directory);
        Path all = directoryOfAll("all");
        Path victim = all.resolve("victim");
        Channel.open(victim, SMALL.permissions("rw-rw-rw-")).close();
        Path planted = all.resolve("channel");
        other.command("ln", victim.toString(), planted.toString());

        assertRefused(
                planted,
                planted
                        + " has 2 names (hard links), expected 1: somebody else may have planted"
                        + " it");
    }

    private static void assertRefused(Path planted, String text) {
        for (Runnable use :
                List.<Runnable>of(
                        () -> Channel.open(planted),
                        () -> ChannelStatus.of(planted),
                        () -> ChannelInspection.of(planted, 1),
                        () -> ChannelRecovery.of(planted))) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(ChannelFormatException.class)
                    .hasMessage(text);
        }
    }

    // ----

    private Path path() {
        return directory.resolve("channel");
    }

    private void make() {
        Channel.open(path(), SMALL).close();
    }

    /** Like the directory of shared memory: everybody may write, nobody delete what is others'. */
    private Path directoryOfAll(String name) throws IOException {
        Path all = Files.createDirectory(directory.resolve(name));
        Files.setAttribute(all, "unix:mode", 01777);
        return all;
    }

    private static String rights(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
