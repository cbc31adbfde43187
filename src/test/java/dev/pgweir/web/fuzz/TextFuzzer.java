package dev.pgweir.web.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Makes texts that mean nothing out of the words and signs that mean something to some parser. Not thread-safe. */
final class TextFuzzer {

    /** Stands in each of them, whatever else does. */
    static final String MARKER = "zqfuzz";

    private static final List<String> PIECES = List.of(
            "'",
            "\"",
            "\\",
            "; DROP TABLE sales; --",
            "/*",
            "*/",
            "$1",
            "$$",
            "?",
            "::",
            "->",
            "->>",
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            ",",
            ".",
            "not.",
            "and(",
            "or(",
            "eq.",
            "in.(",
            "is.null",
            "fts(english).",
            "like(any).{",
            "cs.{",
            "cd.[",
            "NULL",
            "\0",
            "\u0001",
            "ä",
            "\ud83d\ude00",
            "\uffff",
            "\u202e",
            "99999999999999999999",
            "-1",
            "1e999",
            "NaN",
            "%",
            "%zz",
            "%00",
            "%ff",
            "%c0%af",
            "%ed%a0%80",
            "+",
            "&",
            "=",
            "#",
            ";",
            " ",
            "\t",
            "*",
            "count()",
            ".sum()",
            ".bucket(month)",
            "::int",
            "id",
            "text",
            "data",
            "day",
            "infinity",
            "true",
            "{}",
            "[]",
            ":",
            "<",
            ">",
            "(".repeat(50),
            "[".repeat(200),
            "{\"a\":".repeat(100),
            "a".repeat(3000),
            ",".repeat(300),
            "id.eq.1,".repeat(60),
            ",".repeat(9000),
            "\"a\",".repeat(2500));

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Random random;

    TextFuzzer(Random random) {
        this.random = random;
    }

    /** A text with something put in, taken out, or put in its place. */
    String mutate(String text) {
        var start = random.nextInt(text.length() + 1);
        var end = random.nextBoolean() ? start : start + random.nextInt(text.length() - start + 1);
        return switch (random.nextInt(4)) {
            case 0 -> noise();
            case 1 -> text + noise();
            default -> text.substring(0, start) + noise() + text.substring(end);
        };
    }

    private String noise() {
        var noise = new StringBuilder();
        var marker = random.nextInt(4);
        for (var i = 0; i < 4; i++) {
            noise.append(i == marker ? MARKER : random.nextInt(3) == 0 ? "" : choose(PIECES));
        }
        return noise.toString();
    }

    /** The same bytes, with a few of them changed, lost or repeated. */
    byte[] mutate(byte[] bytes) {
        var mutated = bytes.clone();
        for (var i = 0; i <= random.nextInt(4) && mutated.length > 0; i++) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return mutated;
    }

    /** Percent-encoded: as it should be, or as little as keeps a request line one. */
    String encoded(String text) {
        var strict = random.nextInt(4) > 0;
        var encoded = new StringBuilder();
        for (var octet : text.getBytes(UTF_8)) {
            var character = (char) (octet & 0xff);
            var plain = strict
                    ? (Character.isLetterOrDigit(character) && character < 0x80) || "-._~".indexOf(character) >= 0
                    : character > 0x20 && character < 0x7f && "\"<>[\\]^`{|}".indexOf(character) < 0;
            if (plain) {
                encoded.append(character);
            } else {
                encoded.append('%');
                HEX.toHexDigits(encoded, octet);
            }
        }
        return encoded.toString();
    }

    <T> T choose(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
