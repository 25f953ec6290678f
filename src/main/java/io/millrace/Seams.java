package io.millrace;

import io.millrace.liveness.DeathProof;
import io.millrace.mapping.ChannelCreator;
import io.millrace.memory.Memory;
import io.millrace.wait.Futex;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Where a test can stand between two steps of the real code: every access to the channel's words,
 * every hold of a slot, every step of a creation, every sleep and wake-up. Without a test nothing
 * stands there, and only one subclass of {@link Memory} is loaded.
 */
record Seams(
        UnaryOperator<Memory> memory,
        UnaryOperator<DeathProof> proof,
        ChannelCreator.Steps creation,
        Supplier<Futex> futex) {
    static final Seams NONE =
            new Seams(
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    ChannelCreator.Steps.NONE,
                    Futex::current);

    Seams withMemory(UnaryOperator<Memory> other) {
        return new Seams(other, proof, creation, futex);
    }

    Seams withProof(UnaryOperator<DeathProof> other) {
        return new Seams(memory, other, creation, futex);
    }

    Seams withCreation(ChannelCreator.Steps other) {
        return new Seams(memory, proof, other, futex);
    }

    Seams withFutex(Supplier<Futex> other) {
        return new Seams(memory, proof, creation, other);
    }
}
