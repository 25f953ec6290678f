package io.millrace.cli;

/** Writes one JSON value, in ASCII whatever the text holds. */
final class Json {
    private static final String SHORT_ESCAPES = "\"\\\b\f\n\r\t";
    private static final String ESCAPE_LETTERS = "\"\\bfnrt";

    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    Json beginObject() {
        separate();
        return begin('{');
    }

    Json endObject() {
        return end('}');
    }

    Json beginArray() {
        separate();
        return begin('[');
    }

    Json endArray() {
        return end(']');
    }

    Json key(String key) {
        value(key);
        text.append(':');
        first = true;
        return this;
    }

    Json value(String value) {
        separate();
        text.append('"');
        value.chars().forEach(unit -> escape((char) unit));
        text.append('"');
        return this;
    }

    Json value(long value) {
        separate();
        text.append(value);
        return this;
    }

    Json value(boolean value) {
        separate();
        text.append(value);
        return this;
    }

    Json nothing() {
        separate();
        text.append("null");
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private Json begin(char bracket) {
        text.append(bracket);
        first = true;
        return this;
    }

    private Json end(char bracket) {
        text.append(bracket);
        first = false;
        return this;
    }

    private void separate() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    private void escape(char unit) {
        int escape = SHORT_ESCAPES.indexOf(unit);
        if (escape >= 0) {
            text.append('\\').append(ESCAPE_LETTERS.charAt(escape));
        } else if (unit < ' ' || unit > '~') {
            text.append("\\u%04x".formatted((int) unit));
        } else {
            text.append(unit);
        }
    }
}
