package io.millrace.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes such as {@code 4096}, {@code 64KiB}, {@code 16MiB}. */
final class SizeConverter implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}) ?(b|k|kib|m|mib|g|gib)?");

    @Override
    public Long convert(String value) {
        Matcher size = SIZE.matcher(value.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw refused(value);
        }
        int shift =
                switch (size.group(2) == null ? 'b' : size.group(2).charAt(0)) {
                    case 'k' -> 10;
                    case 'm' -> 20;
                    case 'g' -> 30;
                    default -> 0;
                };
        long number = Long.parseLong(size.group(1));
        if (number > Long.MAX_VALUE >> shift) {
            throw refused(value);
        }
        return number << shift;
    }

    private static TypeConversionException refused(String value) {
        return new TypeConversionException(
                Text.quoted(value)
                        + " is not a size, expected bytes or a number with KiB, MiB or GiB, such"
                        + " as 16MiB");
    }
}
