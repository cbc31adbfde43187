package dev.pgweir.testing;

import static dev.pgweir.testing.Answers.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lines of what is asked and what is answered: method and path; headers and a body, if any; status; the JSON, the name of the problem,
 * or the lines of the text; headers of the answer, if any. Parts stand between tabs.
 */
public final class Pairs {

    private static final Pattern STATEMENT_END = Pattern.compile(";\\s*\\n");

    private Pairs() {}

    /** The lines of a file next to a class, without comments. */
    public static Stream<String> in(Class<?> test, String name) {
        return read(test, name).lines().filter(line -> !line.startsWith("#"));
    }

    /** The statements of a file next to a class, each of which ends with a line. */
    public static String[] statements(Class<?> test, String name) {
        return STATEMENT_END.split(read(test, name));
    }

    private static String read(Class<?> test, String name) {
        try (var stream = test.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks, and compares the answer. */
    public static void check(Gateway gateway, String pair) {
        var parts = pair.split("\t", -1);
        var request = parts[0].split(" ", 2);
        List<String> headers = new ArrayList<>();
        var body = "";
        var status = 1;
        for (; !parts[status].matches("\\d{3}"); status++) {
            if (parts[status].startsWith("body ")) {
                body = parts[status].substring("body ".length()).replace("\\n", "\n");
            } else {
                headers.addAll(List.of(parts[status].split(": ", 2)));
            }
        }
        var path = request[1]
                .replace(">", "%3E")
                .replace("\"", "%22")
                .replace("{", "%7B")
                .replace("}", "%7D");
        var answer = gateway.send(request[0], path, body, headers.toArray(String[]::new));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(Integer.parseInt(parts[status]));
        assertThat(told(answer)).isEqualTo(wanted(parts[status + 1]));
        for (var header : List.of(parts).subList(status + 2, parts.length)) {
            var nameAndValue = header.split(": ", 2);
            assertThat(answer.headers().firstValue(nameAndValue[0])).contains(nameAndValue[1]);
        }
    }

    private static Object told(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            return json(answer).path("type").asString().replace("urn:pgweir:problem:", "");
        }
        return answer.headers().firstValue("Content-Type").orElse("").contains("json")
                ? json(answer)
                : answer.body().strip();
    }

    private static Object wanted(String text) {
        return isJson(text) ? json(text) : text.replace("\\n", "\n");
    }

    private static boolean isJson(String text) {
        return Pattern.matches("(?s)[\\[{\"].*|-?\\d[\\d.]*|true|false|null", text);
    }
}
