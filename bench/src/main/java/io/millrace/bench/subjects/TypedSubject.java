package io.millrace.bench.subjects;

import java.util.EnumSet;
import java.util.Set;

/** A subject whose messages are not bytes, but carry the same 32. */
abstract class TypedSubject implements LinkSubject {
    private final String name;
    private final String settings;
    private final int maxSenders;

    TypedSubject(String name, String settings, int maxSenders) {
        this.name = name;
        this.settings = settings;
        this.maxSenders = maxSenders;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String settings() {
        return settings;
    }

    @Override
    public final Role role() {
        return Role.TYPED;
    }

    @Override
    public final Set<CaseKind> cases() {
        return EnumSet.of(CaseKind.ROUND_TRIP, CaseKind.THROUGHPUT);
    }

    @Override
    public final boolean supports(Scope scope, int size, int senders) {
        return size == OrderBytes.LENGTH && senders <= maxSenders;
    }
}
