package io.millrace.bench.subjects;

import java.util.EnumSet;
import java.util.Set;

/** A subject that shows nothing but how long it takes to wake a receiver in another process. */
interface SleepingSubject extends Subject {
    @Override
    default Role role() {
        return Role.WAITING;
    }

    @Override
    default Set<CaseKind> cases() {
        return EnumSet.of(CaseKind.WAKE_UP);
    }

    @Override
    default boolean supports(Scope scope, int size, int senders) {
        return scope == Scope.JVMS && senders == 1;
    }
}
