package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConverterTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4096, 4096",
        "64KiB, 65536",
        "64k, 65536",
        "16MiB, 16777216",
        "16 mib, 16777216",
        "1GiB, 1073741824",
        "7b, 7"
    })
    void shouldReadSizes(String text, long bytes) {
        assertThat(new SizeConverter().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1", "1.5MiB", "16XB", "0x10", "99999999999999999g"})
    void shouldRefuseWhatIsNoSize(String text) {
        assertThatThrownBy(() -> new SizeConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage(
                        "'"
                                + text
                                + "' is not a size, expected bytes or a number with KiB, MiB or"
                                + " GiB, such as 16MiB");
    }

    @ParameterizedTest
    @CsvSource({
        "5s, PT5S",
        "100ms, PT0.1S",
        "1.5s, PT1.5S",
        "250us, PT0.00025S",
        "7ns, PT0.000000007S",
        "2m, PT2M",
        "2 min, PT2M",
        "1h, PT1H",
        "0s, PT0S",
        "0.123456789s, PT0.123456789S"
    })
    void shouldReadDurations(String text, Duration duration) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "5", "-5s", "5 years", "1e3s", "PT5S", "1.s"})
    void shouldRefuseWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage(
                        "'"
                                + text
                                + "' is not a duration, expected a number with ns, us, ms, s, m or"
                                + " h, such as 5s or 100ms");
    }

    @Test
    void shouldWriteFiguresForPeople() {
        assertThat(Figures.count(1234567)).isEqualTo("1,234,567");
        assertThat(Figures.rate(3_210_000)).isEqualTo("3.21 M");
        assertThat(Figures.rate(0)).isEqualTo("0");
        assertThat(Figures.size(1 << 20)).isEqualTo("1 MiB");
        assertThat(Figures.size(1536)).isEqualTo("1.50 KiB");
        assertThat(Figures.duration(Duration.ofMillis(100))).isEqualTo("100 ms");
        assertThat(Figures.duration(Duration.ofSeconds(5))).isEqualTo("5 s");
        assertThat(Figures.duration(Duration.ofNanos(12_340))).isEqualTo("12.3 us");
    }
}
