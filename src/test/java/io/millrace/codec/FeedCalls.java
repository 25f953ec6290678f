package io.millrace.codec;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random calls of {@link Feed}, as lists that can be made again and compared. */
final class FeedCalls {
    static final int CAPACITY = 1024;
    static final int LONGEST = CAPACITY / 2 - 16;

    private FeedCalls() {}

    /** Lists of calls whose messages end near the lines of the ring. */
    static Arbitrary<List<List<Object>>> lists() {
        Arbitrary<Integer> length =
                Combinators.combine(
                                Arbitraries.integers().between(0, CAPACITY / 128),
                                Arbitraries.integers().between(-30, 1))
                        .as(
                                (lines, near) ->
                                        Math.max(0, Math.min(LONGEST - 12, lines * 64 + near)));
        Arbitrary<String> text =
                Arbitraries.oneOf(
                                Arbitraries.strings().ofMaxLength(50),
                                length.map(n -> "x".repeat(n / 2 - n / 16)))
                        .injectNull(0.1);
        Arbitrary<Parcel> parcel =
                Arbitraries.integers()
                        .between(Parcel.OVERHEAD, 200)
                        .map(n -> Parcel.ofLength(n, n))
                        .injectNull(0.1);
        Arbitrary<Feed.Side> side = Arbitraries.of(Feed.Side.class).injectNull(0.1);
        Arbitrary<Long> longs = Arbitraries.longs();
        return Arbitraries.oneOf(
                        Arbitraries.just(call("nothing")),
                        Combinators.combine(
                                        Arbitraries.of(true, false),
                                        Arbitraries.bytes(),
                                        Arbitraries.chars().all(),
                                        Arbitraries.shorts(),
                                        Arbitraries.integers(),
                                        longs)
                                .as(
                                        (z, b, c, s, i, l) ->
                                                call(
                                                        "primitives",
                                                        z,
                                                        b,
                                                        c,
                                                        s,
                                                        i,
                                                        Float.intBitsToFloat(i & 0x7f7fffff),
                                                        l,
                                                        (double) l,
                                                        ~l)),
                        Combinators.combine(text, Arbitraries.integers(), text)
                                .as((first, i, second) -> call("text", first, i, second)),
                        length.map(n -> call("bytes", (Object) new byte[n])),
                        Combinators.combine(side, side).as((a, b) -> call("side", a, b)),
                        Combinators.combine(parcel, longs, parcel)
                                .as((a, l, b) -> call("parcels", a, l, b)))
                .list()
                .ofMaxSize(60);
    }

    /** A call as its name and arguments, arrays in hexadecimal, so that calls can be compared. */
    static List<Object> call(String name, Object... arguments) {
        List<Object> call = new ArrayList<>();
        call.add(name);
        for (Object argument : arguments) {
            call.add(argument instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : argument);
        }
        return call;
    }

    /** Makes a call again. */
    static void make(List<Object> call, Feed feed) {
        switch ((String) call.get(0)) {
            case "nothing" -> feed.nothing();
            case "primitives" ->
                    feed.primitives(
                            (boolean) call.get(1),
                            (byte) call.get(2),
                            (char) call.get(3),
                            (short) call.get(4),
                            (int) call.get(5),
                            (float) call.get(6),
                            (long) call.get(7),
                            (double) call.get(8),
                            (long) call.get(9));
            case "text" -> feed.text((String) call.get(1), (int) call.get(2), (String) call.get(3));
            case "bytes" -> feed.bytes(HexFormat.of().parseHex((String) call.get(1)));
            case "side" -> feed.side((Feed.Side) call.get(1), (Feed.Side) call.get(2));
            default -> feed.parcels((Parcel) call.get(1), (long) call.get(2), (Parcel) call.get(3));
        }
    }

    /** Writes down every call, with copies of what is reused. */
    static Feed recorder(List<List<Object>> seen) {
        return (Feed)
                Proxy.newProxyInstance(
                        Feed.class.getClassLoader(),
                        new Class<?>[] {Feed.class},
                        (proxy, method, arguments) -> {
                            Object[] copies = arguments == null ? new Object[0] : arguments.clone();
                            for (int i = 0; i < copies.length; i++) {
                                if (copies[i] instanceof Parcel parcel) {
                                    copies[i] = new Parcel(parcel.number, parcel.content.clone());
                                }
                            }
                            seen.add(call(method.getName(), copies));
                            return null;
                        });
    }
}
