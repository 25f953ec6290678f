package io.millrace.codec;

import io.millrace.codec.ReadingTooMuchTest.Letter;
import io.millrace.codec.ReadingTooMuchTest.Reading;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesIn;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.StopCharTester;
import net.openhft.chronicle.bytes.StopCharTesters;
import net.openhft.chronicle.bytes.StopCharsTester;
import net.openhft.chronicle.core.util.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Calls every method of {@link BytesIn} with bad lengths and places, over messages that speak of
 * too much, each time in two surroundings. What comes of it must be the same in both, and must not
 * need more memory than this JVM has.
 *
 * <p>Prints each method before it is called, so that a crash shows whose it is; {@code outside:}
 * for each that saw something else than its message; and how many were called.
 */
final class EveryRead {
    private static final int AT = 4096;
    private static final UnsafeBuffer MEMORY = new UnsafeBuffer(ByteBuffer.allocateDirect(4 * AT));
    private static final long[] NUMBERS = {
        0,
        1,
        5,
        19,
        20,
        25,
        26,
        27,
        60,
        1000,
        1 << 16,
        1 << 30,
        Integer.MAX_VALUE,
        Long.MAX_VALUE - 3,
        -1,
        -8,
        -100,
        Integer.MIN_VALUE,
        Long.MIN_VALUE + 1
    };
    private static final long[] ANNOUNCED = {
        60, 100_000, 1 << 21, 1 << 30, Integer.MAX_VALUE, -1, Long.MAX_VALUE
    };

    /** Who asks for these takes an address, or has given one. */
    private static final Set<String> BY_ADDRESS =
            Set.of("addressForRead", "nativeRead", "unsafeRead", "unsafeReadObject");

    private static final Map<Class<?>, Supplier<List<?>>> ARGUMENTS = new LinkedHashMap<>();

    static {
        ARGUMENTS.put(long.class, () -> LongStream.of(NUMBERS).boxed().toList());
        ARGUMENTS.put(
                int.class,
                () ->
                        LongStream.of(NUMBERS)
                                .filter(each -> each == (int) each)
                                .mapToObj(each -> (int) each)
                                .toList());
        ARGUMENTS.put(boolean.class, () -> List.of(true));
        ARGUMENTS.put(byte.class, () -> List.of((byte) 'B'));
        ARGUMENTS.put(byte[].class, () -> List.of(new byte[99]));
        ARGUMENTS.put(char[].class, () -> List.of(new char[99]));
        ARGUMENTS.put(StringBuilder.class, () -> List.of(new StringBuilder()));
        ARGUMENTS.put(Appendable.class, () -> List.of(new StringBuilder()));
        ARGUMENTS.put(CharSequence.class, () -> List.of("A".repeat(99)));
        ARGUMENTS.put(Bytes.class, EveryRead::targets);
        ARGUMENTS.put(BytesStore.class, EveryRead::targets);
        ARGUMENTS.put(ByteBuffer.class, () -> List.of(ByteBuffer.allocate(99)));
        ARGUMENTS.put(Histogram.class, () -> List.of(new Histogram()));
        ARGUMENTS.put(OutputStream.class, () -> List.of(new ByteArrayOutputStream()));
        ARGUMENTS.put(Class.class, () -> List.of(Letter.class));
        ARGUMENTS.put(StopCharTester.class, () -> List.of(StopCharTesters.CONTROL_STOP));
        ARGUMENTS.put(StopCharsTester.class, () -> List.of((StopCharsTester) (a, b) -> a == 0));
    }

    private EveryRead() {}

    private static List<?> targets() {
        return List.of(Bytes.allocateElasticOnHeap(64), Bytes.allocateElasticDirect(64));
    }

    /** No arguments. */
    public static void main(String[] arguments) {
        List<Method> methods =
                Arrays.stream(BytesIn.class.getMethods())
                        .filter(EveryRead::canBeCalled)
                        .sorted(Comparator.comparing(Method::toString))
                        .toList();
        for (Method method : methods) {
            System.out.println(name(method));
            for (long announced : ANNOUNCED) {
                tryAll(method, announced);
            }
        }
        System.out.println("methods: " + methods.size());
    }

    private static boolean canBeCalled(Method method) {
        return method.getDeclaringClass().getPackage() == BytesIn.class.getPackage()
                && !Modifier.isStatic(method.getModifiers())
                && !BY_ADDRESS.contains(method.getName())
                && Arrays.stream(method.getParameterTypes()).allMatch(ARGUMENTS::containsKey);
    }

    private static String name(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }

    private static void tryAll(Method method, long announced) {
        for (List<Integer> choice : choices(method)) {
            for (long skip : method.getParameterCount() == 0 ? NUMBERS : new long[] {0}) {
                String first = outcome(method, choice, announced, skip, (byte) 0x55);
                String second = outcome(method, choice, announced, skip, (byte) 0xAA);
                if (!first.equals(second) || first.contains("OutOfMemory")) {
                    System.out.println(
                            "outside: %s, choice %s, announced %d, skip %d: %s, %s"
                                    .formatted(
                                            name(method), choice, announced, skip, first, second));
                }
            }
        }
    }

    /** Which of its type's arguments each parameter gets, in every combination. */
    private static List<List<Integer>> choices(Method method) {
        List<List<Integer>> choices = List.of(List.of());
        for (Class<?> type : method.getParameterTypes()) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> choice : choices) {
                for (int i = 0; i < ARGUMENTS.get(type).get().size(); i++) {
                    List<Integer> one = new ArrayList<>(choice);
                    one.add(i);
                    longer.add(one);
                }
            }
            choices = longer;
        }
        return choices;
    }

    private static String outcome(
            Method method, List<Integer> choice, long announced, long skip, byte around) {
        UnsafeBuffer message = ReadingTooMuchTest.messageThatSays(announced, 20);
        MEMORY.setMemory(0, MEMORY.capacity(), around);
        MEMORY.putBytes(AT, message, 0, message.capacity());
        Object[] arguments = new Object[choice.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = ARGUMENTS.get(method.getParameterTypes()[i]).get().get(choice.get(i));
        }
        StringJoiner outcome = new StringJoiner(" ");
        Reading reading =
                new Reading(
                        in -> {
                            in.readSkip(skip);
                            outcome.add(describe(call(method, in, arguments)));
                        });
        try {
            var unused = Marshallables.codec(() -> reading).decode(MEMORY, AT, message.capacity());
        } catch (RuntimeException | Error e) {
            outcome.add(e.getClass().getSimpleName());
        }
        for (Object argument : arguments) {
            outcome.add(describe(argument));
            if (argument instanceof Bytes<?> bytes) {
                bytes.releaseLast();
            }
        }
        return outcome.toString();
    }

    private static Object call(Method method, BytesIn<?> in, Object[] arguments) {
        try {
            return method.invoke(in, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new AssertionError(e);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** What it holds, where that can be said; reading a target shows whether it says too much. */
    private static String describe(Object object) {
        if (object instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        if (object instanceof char[] chars) {
            return Arrays.toString(chars);
        }
        if (object instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[Math.min(buffer.capacity(), AT)];
            buffer.get(0, bytes);
            return Arrays.toString(bytes);
        }
        if (object instanceof ByteArrayOutputStream stream) {
            return Arrays.toString(stream.toByteArray());
        }
        return object instanceof Number
                        || object instanceof CharSequence
                        || object instanceof Boolean
                        || object instanceof Character
                ? object.toString()
                : "";
    }
}
