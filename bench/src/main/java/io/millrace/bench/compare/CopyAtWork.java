package io.millrace.bench.compare;

import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Link;
import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.LinkSubject;
import io.millrace.bench.subjects.Scope;
import io.millrace.bench.subjects.Subjects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongToDoubleFunction;

/**
 * A copy at work, a slice of time at a time: the only class of a copy that is known outside it, and
 * only by types of the JDK, since a class of one copy is a stranger to that of another one.
 */
public final class CopyAtWork implements LongToDoubleFunction {
    private final LongToDoubleFunction slices;

    /**
     * Opens the links.
     *
     * @param home directory for files.
     */
    public CopyAtWork(Path home, String subject, String kind, int size, int senders)
            throws Exception {
        if (!(Subjects.named(subject) instanceof LinkSubject linked)
                || !linked.cases().contains(CaseKind.valueOf(kind))
                || !linked.supports(Scope.THREADS, size, senders)) {
            throw new IllegalArgumentException(
                    subject + ": is not for this case, size or number of senders, among threads");
        }
        linked.begin(home);
        boolean isRoundTrip = CaseKind.valueOf(kind) == CaseKind.ROUND_TRIP;
        boolean yielding = senders + 1 > Runtime.getRuntime().availableProcessors();
        LinkSpec spec =
                new LinkSpec(home, false, "there", linked.messageSize(size), senders, yielding);
        Link there = linked.open(spec);
        slices =
                isRoundTrip
                        ? new RoundTripSlices(there, back(linked, spec), spec)
                        : new ThroughputSlices(there, spec);
    }

    private static Link back(LinkSubject linked, LinkSpec spec) throws IOException {
        return linked.open(
                new LinkSpec(spec.home(), false, "back", spec.size(), 1, spec.yielding()));
    }

    /**
     * Works for so many nanoseconds.
     *
     * @return messages a second, or nanoseconds a round trip.
     */
    @Override
    public double applyAsDouble(long durationNs) {
        return slices.applyAsDouble(durationNs);
    }
}
