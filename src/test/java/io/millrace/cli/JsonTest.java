package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void shouldEscapeWhateverANameMayHold() {
        assertThat(new Json().value("a\"b\\c\n\t\r\b\f\u0001\u007fé\uD83D\uDE00/").toString())
                .isEqualTo("\"a\\\"b\\\\c\\n\\t\\r\\b\\f\\u0001\\u007f\\u00e9\\ud83d\\ude00/\"");
    }

    @Test
    void shouldSeparateMembersAndElements() {
        Json json = new Json().beginObject();
        json.key("a").value(1).key("b").nothing().key("c").beginArray();
        json.beginObject().endObject().beginObject().key("d").value(true).endObject();
        json.endArray().key("e").value("");

        assertThat(json.endObject().toString())
                .isEqualTo("{\"a\":1,\"b\":null,\"c\":[{},{\"d\":true}],\"e\":\"\"}");
    }

    @Test
    void shouldShowControlCharactersInPlainTextAsCodes() {
        assertThat(Text.printable("a\nb\u001b[1m é")).isEqualTo("a\\x0ab\\x1b[1m é");
    }
}
