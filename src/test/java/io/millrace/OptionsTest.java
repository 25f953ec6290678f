package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final ChannelOptions DEFAULTS = ChannelOptions.defaults();

    @TempDir(factory = SharedMemory.class)
    Path directory;

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(DEFAULTS.capacity()).isEqualTo(1 << 20);
        assertThat(DEFAULTS.maxSenders()).isEqualTo(64);
        assertThat(DEFAULTS.heartbeatInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(DEFAULTS.heartbeatTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(PosixFilePermissions.toString(DEFAULTS.permissions())).isEqualTo("rw-------");
        assertThat(DEFAULTS.ownDutyCycle()).isFalse();
    }

    @Test
    void anOptionChangesACopyOnly() {
        WaitStrategy spin = WaitStrategy.busySpin();
        ChannelOptions changed =
                DEFAULTS.capacity(2048)
                        .maxSenders(3)
                        .heartbeatInterval(Duration.ofMillis(10))
                        .heartbeatTimeout(Duration.ofMillis(50))
                        .waitStrategy(spin)
                        .permissions("rw-r-----")
                        .ownDutyCycle(true);

        assertThat(changed.capacity()).isEqualTo(2048);
        assertThat(changed.maxSenders()).isEqualTo(3);
        assertThat(changed.heartbeatInterval()).isEqualTo(Duration.ofMillis(10));
        assertThat(changed.heartbeatTimeout()).isEqualTo(Duration.ofMillis(50));
        assertThat(changed.waitStrategy()).isSameAs(spin);
        assertThat(PosixFilePermissions.toString(changed.permissions())).isEqualTo("rw-r-----");
        assertThat(changed.ownDutyCycle()).isTrue();
        theDefaultsAreThoseOfTheDocumentation();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 512, 1000, 1023, 1025, 1L << 31, Long.MAX_VALUE})
    void aCapacityOutOfRangeIsRefused(long bytes) {
        assertRefused(
                () -> DEFAULTS.capacity(bytes),
                "capacity is " + bytes + ", allowed is a power of two from 1024 to 1073741824");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1025, Integer.MAX_VALUE})
    void aNumberOfSendersOutOfRangeIsRefused(int count) {
        assertRefused(
                () -> DEFAULTS.maxSenders(count),
                "maxSenders is " + count + ", allowed is 1 to 1024");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.000999999S", "PT-1S", "PT1M0.000000001S"})
    void aHeartbeatIntervalOutOfRangeIsRefused(String interval) {
        assertRefused(
                () -> DEFAULTS.heartbeatInterval(Duration.parse(interval)),
                "heartbeatInterval is " + interval + ", allowed is PT0.001S to PT1M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.002999999S", "PT-1S", "PT24H0.000000001S"})
    void aHeartbeatTimeoutOutOfRangeIsRefused(String timeout) {
        assertRefused(
                () -> DEFAULTS.heartbeatTimeout(Duration.parse(timeout)),
                "heartbeatTimeout is " + timeout + ", allowed is 3 heartbeat intervals to PT24H");
    }

    @Test
    void aDurationThatIsTooLongToCountIsRefused() {
        Duration ages = Duration.ofSeconds(Long.MAX_VALUE);

        assertRefused(
                () -> DEFAULTS.heartbeatInterval(ages),
                "heartbeatInterval is " + ages + ", allowed is at most PT24H");
        assertRefused(
                () -> DEFAULTS.heartbeatTimeout(ages),
                "heartbeatTimeout is " + ages + ", allowed is at most PT24H");
    }

    @Test
    void aTimeoutUnderThreeIntervalsIsRefusedWhenAChannelIsMade() {
        ChannelOptions hasty =
                DEFAULTS.heartbeatInterval(Duration.ofMillis(100))
                        .heartbeatTimeout(Duration.ofMillis(299));
        String text =
                "heartbeatTimeout is PT0.299S, allowed is at least 3 heartbeat intervals of"
                        + " PT0.1S, PT0.3S";

        assertRefused(() -> Channel.inProcess(hasty), text);
        assertRefused(() -> Channel.open(directory.resolve("channel"), hasty), text);
        assertThat(directory).isEmptyDirectory();
        Channel.inProcess(hasty.heartbeatTimeout(Duration.ofMillis(300)).capacity(1024)).close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', nine letters such as rw-rw----",
        "0600, nine letters such as rw-rw----",
        "rw-rw-rw, nine letters such as rw-rw----",
        "'r--------', 'rights that let the owner read and write, such as rw-------'",
        "'-w-------', 'rights that let the owner read and write, such as rw-------'",
        "'---rw-rw-', 'rights that let the owner read and write, such as rw-------'"
    })
    void rightsThatCannotBeAreRefused(String rights, String allowed) {
        assertRefused(
                () -> DEFAULTS.permissions(rights),
                "permissions is " + rights + ", allowed is " + allowed);
    }

    @Test
    void nullIsRefusedByName() {
        assertThatThrownBy(() -> DEFAULTS.waitStrategy(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("waitStrategy");
        assertThatThrownBy(() -> DEFAULTS.whenReceiverDrops(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("whenReceiverDrops");
    }

    @Test
    void theExtremesWork() {
        try (Channel small =
                Channel.inProcess(
                        DEFAULTS.capacity(1024)
                                .maxSenders(1)
                                .heartbeatInterval(Duration.ofMillis(1))
                                .heartbeatTimeout(Duration.ofHours(24)))) {
            assertThat(small.maxMessageLength()).isEqualTo(496);
            sendAndReceive(small);
        }
        try (Channel many =
                Channel.inProcess(
                        DEFAULTS.capacity(1024)
                                .maxSenders(1024)
                                .heartbeatInterval(Duration.ofMinutes(1))
                                .heartbeatTimeout(Duration.ofMinutes(3)))) {
            sendAndReceive(many);
        }
    }

    @Test
    void aFileHasTheRightsThatWereAskedForAndNoOthers() throws IOException {
        Path own = directory.resolve("own");
        Path shared = directory.resolve("shared");
        Channel.open(own, DEFAULTS.capacity(1024)).close();
        Channel.open(shared, DEFAULTS.capacity(1024).permissions("rw-rw-rw-")).close();

        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo(
                                file.getFileName().toString().startsWith("own")
                                        ? "rw-------"
                                        : "rw-rw-rw-");
            }
        }
    }

    @Test
    void everyHalfHasAnIdleStrategyOfItsOwn() {
        AtomicInteger made = new AtomicInteger();
        WaitStrategy counting =
                WaitStrategy.of(
                        () -> {
                            made.incrementAndGet();
                            return NoOpIdleStrategy.INSTANCE;
                        });
        try (Channel channel = Channel.inProcess(DEFAULTS.capacity(1024).waitStrategy(counting))) {
            assertThat(made).hasValue(0);
            channel.receiver(Codec.utf8()).close();
            channel.sender(Codec.utf8()).duplicate().close();

            assertThat(made).hasValue(3);
        }
    }

    @Test
    void aSpinIsFromZeroToASecond() {
        assertThat(WaitStrategy.blocking(Duration.ZERO)).isNotNull();
        assertThat(WaitStrategy.blocking(Duration.ofSeconds(1))).isNotNull();
        assertRefused(
                () -> WaitStrategy.blocking(Duration.ofNanos(-1)),
                "spin is PT-0.000000001S, allowed are PT0S to PT1S");
        assertRefused(
                () -> WaitStrategy.blocking(Duration.ofMillis(1001)),
                "spin is PT1.001S, allowed are PT0S to PT1S");
    }

    private static void sendAndReceive(Channel channel) {
        channel.sender(Codec.utf8()).send("through");
        assertThat(channel.receiver(Codec.utf8()).receive()).isEqualTo("through");
    }

    private static void assertRefused(ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(text);
    }
}
