package dev.pgweir.web.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/** The headers by which PostgREST's clients name the schema they mean, whatever the method. */
public final class Profiles {

    private static final List<String> NAMES = List.of("Accept-Profile", "Content-Profile");

    private Profiles() {}

    /**
     * Makes sure that a request names no other schema than the one that is served.
     *
     * @throws SchemaNotServed where it does
     */
    public static void check(HttpServletRequest request, String served) {
        for (var name : NAMES) {
            for (var value : Collections.list(request.getHeaders(name))) {
                var schema = decoded(value).strip();
                if (!schema.equals(served)) {
                    throw new SchemaNotServed(name, schema, served);
                }
            }
        }
    }

    /** The server hands over the bytes of a header as characters. */
    private static String decoded(String value) {
        return new String(value.getBytes(ISO_8859_1), UTF_8);
    }
}
