package io.millrace.cli;

/** Makes text from outside safe to show: names may hold anything but a slash. */
final class Text {
    private Text() {}

    /** The same on one line and without control characters, which stand as {@code \}{@code xHH}. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            if (Character.isISOControl(point)) {
                                shown.append("\\x%02x".formatted(point));
                            } else {
                                shown.appendCodePoint(point);
                            }
                        });
        return shown.toString();
    }

    static String quoted(String text) {
        return "'" + text + "'";
    }
}
