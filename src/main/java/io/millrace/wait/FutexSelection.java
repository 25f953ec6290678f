package io.millrace.wait;

import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;

/** Chooses the {@link Futex} of this JVM, once. */
final class FutexSelection {

    static final String PROPERTY = "millrace.futex";

    private static final System.Logger LOG = System.getLogger(FutexSelection.class.getName());
    private static final Futex PARKING = new ParkingFutex();
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private static volatile Selected selected;

    private FutexSelection() {}

    /** What was chosen, and a line that says so. */
    record Selected(Futex futex, String report) {}

    private enum Kind {
        FOREIGN("java.lang.foreign") {
            @Override
            Futex open() {
                return ForeignFutex.open();
            }
        },
        JNA("JNA") {
            @Override
            Futex open() {
                return JnaFutex.open();
            }
        },
        PARKING("parking") {
            @Override
            Futex open() {
                return FutexSelection.PARKING;
            }
        };

        final String title;

        Kind(String title) {
            this.title = title;
        }

        abstract Futex open();

        static Kind of(String property) {
            for (Kind kind : values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(property)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    PROPERTY + " must be foreign, jna or parking, not '" + property + "'");
        }
    }

    static Selected get() {
        Selected result = selected;
        if (result == null) {
            synchronized (FutexSelection.class) {
                result = selected;
                if (result == null) {
                    result = select(System.getProperty(PROPERTY));
                    selected = result;
                }
            }
        }
        return result;
    }

    static Futex current() {
        Selected chosen = selected;
        return chosen == null ? PARKING : chosen.futex();
    }

    static boolean isLoaded() {
        return selected != null;
    }

    static void chooseInBackground() {
        if (selected == null && BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(FutexSelection::choose, "millrace-futex");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void choose() {
        try {
            LOG.log(System.Logger.Level.DEBUG, "waits by {0}", get().report());
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "waits by parking", e);
            synchronized (FutexSelection.class) {
                selected = new Selected(PARKING, PARKING.name() + " (" + e.getMessage() + ")");
            }
        }
    }

    static Selected select(String property) {
        return property == null ? best() : forced(Kind.of(property));
    }

    private static Selected forced(Kind kind) {
        try {
            Futex futex = kind.open();
            return new Selected(futex, futex.name() + " (" + PROPERTY + ")");
        } catch (Throwable refusal) {
            throw new IllegalStateException(
                    PROPERTY + ": " + kind.title + " does not work here: " + reason(refusal),
                    refusal);
        }
    }

    private static Selected best() {
        StringJoiner refusals = new StringJoiner("; ", " (", ")").setEmptyValue("");
        for (Kind kind : Kind.values()) {
            try {
                Futex futex = kind.open();
                return new Selected(futex, futex.name() + refusals);
            } catch (Throwable refusal) {
                refusals.add(kind.title + ": " + reason(refusal));
            }
        }
        throw new AssertionError("parking always works");
    }

    private static String reason(Throwable refusal) {
        Throwable cause = refusal;
        while (cause instanceof ExceptionInInitializerError && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof UnsupportedOperationException
                ? cause.getMessage()
                : cause.toString().replace('\n', ' ');
    }
}
