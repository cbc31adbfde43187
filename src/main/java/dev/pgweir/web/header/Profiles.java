package dev.pgweir.web.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * The headers by which PostgREST's clients name the schema they mean. What lies in a further schema has a path of its own, as in
 * {@code /v2.orders}: a request for {@code /orders} that names the schema is led there.
 */
public final class Profiles {

    private static final String OF_ANSWERS = "Accept-Profile";
    private static final String OF_BODIES = "Content-Profile";
    private static final List<String> NAMES = List.of(OF_ANSWERS, OF_BODIES);
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private Profiles() {}

    /**
     * The request, under the path of what it means. Where there are several schemas, the answer tells which that is.
     *
     * @throws ProblemException where it names a schema that is not served
     */
    public static HttpServletRequest led(HttpServletRequest request, HttpServletResponse response, Catalogs catalogs) {
        var served = catalogs.schemas();
        var usual = served.getFirst();
        var meant = READING.contains(request.getMethod())
                ? named(request, OF_ANSWERS, served)
                : named(request, OF_BODIES, served);
        NAMES.forEach(name -> named(request, name, served));
        if (served.size() > 1) {
            response.addHeader("Vary", OF_ANSWERS);
            response.setHeader(OF_BODIES, meant.orElse(usual));
        }
        return meant.filter(schema -> !schema.equals(usual))
                .flatMap(schema -> LedRequest.to(schema, request, catalogs))
                .orElse(request);
    }

    private static Optional<String> named(HttpServletRequest request, String header, List<String> served) {
        if (request.getHeader(header) == null) {
            return Optional.empty();
        }
        var last = "";
        for (var value : Collections.list(request.getHeaders(header))) {
            last = decoded(value).strip();
            if (!served.contains(last)) {
                throw notServed(header, last, served);
            }
        }
        return Optional.of(last);
    }

    private static ProblemException notServed(String header, String schema, List<String> served) {
        return Problem.of(
                        HttpStatus.NOT_ACCEPTABLE,
                        "schema-not-served",
                        "the schema \"%s\" is not served".formatted(schema))
                .hint(
                        served.size() == 1
                                ? "The schema that is served is \"%s\".".formatted(served.getFirst())
                                : "The schemas that are served are \"%s\".".formatted(String.join("\", \"", served)))
                .error(Map.of("header", header))
                .toException();
    }

    /** The server hands over the bytes of a header as characters. */
    private static String decoded(String value) {
        return new String(value.getBytes(ISO_8859_1), UTF_8);
    }
}
