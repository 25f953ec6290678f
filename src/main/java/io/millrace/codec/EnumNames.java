package io.millrace.codec;

import io.millrace.ChannelFormatException;
import java.util.Arrays;

/**
 * The constants of an enum by the hash of their names, which a reordering or a new constant does
 * not change. 0 stands for null. Immutable.
 */
final class EnumNames {
    static final int LENGTH = Integer.BYTES;
    private static final int NULL = 0;

    private final Class<?> type;
    private final Enum<?>[] constants;
    private final int[] hashes;

    EnumNames(Class<?> type) {
        this.type = type;
        this.constants = (Enum<?>[]) type.getEnumConstants();
        this.hashes = Arrays.stream(constants).mapToInt(EnumNames::hash).toArray();
        int[] sorted = Arrays.stream(hashes).sorted().toArray();
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] == NULL || (i > 0 && sorted[i] == sorted[i - 1])) {
                throw new IllegalArgumentException(
                        type.getName()
                                + " cannot be an argument: the names of two of its constants have"
                                + " the same hash, or one has hash 0");
            }
        }
    }

    int code(Enum<?> constant) {
        return constant == null ? NULL : hash(constant);
    }

    Enum<?> constant(int code) {
        if (code == NULL) {
            return null;
        }
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] == code) {
                return constants[i];
            }
        }
        throw new ChannelFormatException(
                "a call was received with a constant of "
                        + type.getName()
                        + " that this build does"
                        + " not have (hash of its name: "
                        + code
                        + ")");
    }

    private static int hash(Enum<?> constant) {
        return constant.name().hashCode();
    }
}
