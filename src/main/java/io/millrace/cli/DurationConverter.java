package io.millrace.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations such as {@code 5s}, {@code 100ms}, {@code 1.5s}, {@code 2m}. */
final class DurationConverter implements ITypeConverter<Duration> {
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.TEN.pow(9);
    private static final Pattern DURATION =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(ns|us|ms|s|m|min|h)");

    @Override
    public Duration convert(String value) {
        Matcher duration = DURATION.matcher(value.toLowerCase(Locale.ROOT));
        if (!duration.matches()) {
            throw new TypeConversionException(
                    Text.quoted(value)
                            + " is not a duration, expected a number with ns, us, ms, s, m or h,"
                            + " such as 5s or 100ms");
        }
        long unit =
                switch (duration.group(2)) {
                    case "ns" -> 1;
                    case "us" -> 1_000;
                    case "ms" -> 1_000_000;
                    case "s" -> 1_000_000_000;
                    case "h" -> 3_600_000_000_000L;
                    default -> 60_000_000_000L;
                };
        BigDecimal nanos = new BigDecimal(duration.group(1)).multiply(BigDecimal.valueOf(unit));
        BigDecimal[] seconds = nanos.divideAndRemainder(NANOS_PER_SECOND);
        return Duration.ofSeconds(seconds[0].longValue(), seconds[1].longValue());
    }
}
