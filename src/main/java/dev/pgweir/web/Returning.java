package dev.pgweir.web;

import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;

/** What a client prefers to see of a write (RFC 7240, section 4.2; headers-only is PostgREST's). */
enum Returning {
    MINIMAL("minimal"),
    HEADERS_ONLY("headers-only"),
    REPRESENTATION("representation");

    private final String word;

    Returning(String word) {
        this.word = word;
    }

    /** The preference of a request; empty where it states none. */
    static Optional<Returning> of(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Prefer")).stream()
                .flatMap(header -> Arrays.stream(header.split("[,;]")))
                .map(String::strip)
                .filter(preference -> preference.startsWith("return="))
                .map(preference -> named(preference.substring("return=".length())))
                .findFirst();
    }

    /** The preference as Preference-Applied repeats it. */
    String applied() {
        return "return=" + word;
    }

    private static Returning named(String word) {
        return Arrays.stream(values())
                .filter(returning -> returning.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest(
                        "malformed-preference",
                        new Origin.Header("Prefer"),
                        "return takes minimal, headers-only or representation, not \"%s\"".formatted(word)));
    }
}
