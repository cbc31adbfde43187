package dev.pgweir.web;

import java.util.stream.Stream;

/** Texts that would do harm if they became part of a statement. */
final class HostileTexts {

    /** Stands in each of them. */
    static final String MARKER = "zzmarker";

    private HostileTexts() {}

    static Stream<String> all() {
        return Stream.of(
                        "'; DROP TABLE note; --",
                        "' OR '1'='1",
                        "\" OR \"1\"=\"1",
                        "\"; DROP TABLE note; --",
                        "1; DELETE FROM note",
                        "1) OR (1=1",
                        "id) FROM note; DELETE FROM note; --",
                        "id\" FROM note; DELETE FROM note; --",
                        "\\'; DELETE FROM note; --",
                        "\\",
                        "$$; DELETE FROM note; $$",
                        "$1 ? ?? :x {x} {fn now()} {d '2024-01-01'}",
                        "/* */ -- ",
                        "E'\\x27'",
                        "U&'\\0027'",
                        "{\"},{\"",
                        "{a,b}",
                        "%' AND sleep",
                        "id::text",
                        "(SELECT version())",
                        "pg_sleep(10)",
                        "\u02bc; DROP TABLE note",
                        "\uff07; DROP TABLE note",
                        "\r\nSET x = 1",
                        "\u0000",
                        "\ud83d\ude00")
                .map(text -> MARKER + text + MARKER);
    }

    /** Without the one character that PostgreSQL's text cannot hold. */
    static Stream<String> storable() {
        return all().filter(text -> text.indexOf('\0') < 0);
    }
}
