package dev.pgweir.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;

/** Reads single preferences, and tells which were followed (RFC 7240). */
final class Preference {

    private static final String APPLIED = "Preference-Applied";

    private Preference() {}

    /** The value of a preference; of several, the first counts. */
    static Optional<String> value(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders("Prefer")).stream()
                .flatMap(header -> Arrays.stream(header.split("[,;]")))
                .map(String::strip)
                .filter(preference -> preference.startsWith(name + "="))
                .map(preference -> preference.substring(name.length() + 1))
                .findFirst();
    }

    /** Adds to those that the answer says were followed. */
    static void applied(HttpServletResponse response, String preference) {
        var others = response.getHeader(APPLIED);
        response.setHeader(APPLIED, others == null ? preference : others + ", " + preference);
    }
}
