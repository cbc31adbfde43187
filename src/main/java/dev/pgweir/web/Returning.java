package dev.pgweir.web;

import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
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
        return Preference.value(request, "return").map(Returning::named);
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
