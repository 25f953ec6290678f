package io.millrace.wait;

/** Two sides that count up two words in turn, each asleep while the other one is at it. */
final class PingPong {

    private PingPong() {}

    static void ask(Futex futex, SharedWord ask, SharedWord answer, int rounds, long timeout) {
        for (int round = 1; round <= rounds; round++) {
            ask.set(round);
            futex.wake(ask.address(), 1);
            awaitChange(futex, answer, round - 1, timeout);
        }
    }

    static void answer(Futex futex, SharedWord ask, SharedWord answer, int rounds, long timeout) {
        for (int round = 1; round <= rounds; round++) {
            awaitChange(futex, ask, round - 1, timeout);
            answer.set(round);
            futex.wake(answer.address(), 1);
        }
    }

    /** Sleeps until the word has another value. */
    private static void awaitChange(Futex futex, SharedWord word, int old, long timeout) {
        while (word.get() == old) {
            if (futex.waitOn(word.address(), old, timeout) == Futex.TIMED_OUT) {
                throw new AssertionError("wake-up lost: " + old + ", now " + word.get());
            }
        }
    }
}
