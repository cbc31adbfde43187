package dev.pgweir.web.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** The headers by which PostgREST's clients name the schema they mean, whatever the method. */
public final class Profiles {

    private static final List<String> NAMES = List.of("Accept-Profile", "Content-Profile");

    private Profiles() {}

    /**
     * Makes sure that a request names no other schema than the one that is served.
     *
     * @throws ProblemException where it does
     */
    public static void check(HttpServletRequest request, String served) {
        for (var name : NAMES) {
            if (request.getHeader(name) == null) {
                continue;
            }
            for (var value : Collections.list(request.getHeaders(name))) {
                var schema = decoded(value).strip();
                if (!schema.equals(served)) {
                    throw notServed(name, schema, served);
                }
            }
        }
    }

    private static ProblemException notServed(String header, String schema, String served) {
        return Problem.of(
                        HttpStatus.NOT_ACCEPTABLE,
                        "schema-not-served",
                        "the schema \"%s\" is not served".formatted(schema))
                .hint("The schema that is served is \"%s\".".formatted(served))
                .error(Map.of("header", header))
                .toException();
    }

    /** The server hands over the bytes of a header as characters. */
    private static String decoded(String value) {
        return new String(value.getBytes(ISO_8859_1), UTF_8);
    }
}
