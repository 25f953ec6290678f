package io.millrace.bench;

import io.millrace.MessageHandler;

/** The subjects that are measured beside each other in one run. */
public enum SubjectKind {
    MILLRACE,
    AGRONA;

    Subject open(MessageHandler handler) {
        return switch (this) {
            case MILLRACE -> new MillraceSubject(handler);
            case AGRONA -> new AgronaSubject(handler);
        };
    }
}
