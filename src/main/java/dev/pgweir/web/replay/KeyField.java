package dev.pgweir.web.replay;

import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.Collections;
import java.util.Enumeration;
import java.util.regex.Pattern;

/**
 * The field Idempotency-Key: a string as structured fields have it (RFC 9651, section 3.3.3), or, as most clients send it,
 * the same without quotes.
 */
final class KeyField {

    private static final int LONGEST = 255;
    /** The loop is possessive, since one that could go back would take a frame of the stack for each character. */
    private static final Pattern STRING = Pattern.compile("\"((?:[ -~&&[^\"\\\\]]|\\\\[\"\\\\])*+)\"");

    private static final Pattern BARE = Pattern.compile("[!-~&&[^\"\\\\,;]]*");

    private KeyField() {}

    static String value(Enumeration<String> fields) {
        var field = String.join(",", Collections.list(fields)).strip();
        var string = STRING.matcher(field);
        if (string.matches()) {
            return checked(string.group(1).replaceAll("\\\\(.)", "$1"));
        }
        if (BARE.matcher(field).matches()) {
            return checked(field);
        }
        throw malformed("is not one quoted string");
    }

    private static String checked(String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            throw malformed("has %d characters; 1 to %d are taken".formatted(value.length(), LONGEST));
        }
        return value;
    }

    private static InvalidRequest malformed(String fault) {
        return new InvalidRequest(
                "malformed-idempotency-key", new Origin.Header("Idempotency-Key"), "the Idempotency-Key " + fault);
    }
}
