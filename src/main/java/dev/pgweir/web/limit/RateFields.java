package dev.pgweir.web.limit;

import dev.pgweir.limits.Allowance;
import java.util.Map;

/**
 * The header fields that tell a client how much it may still ask for. Pure.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields for HTTP</a>
 */
public final class RateFields {

    private RateFields() {}

    /** By their names. */
    public static Map<String, String> of(Allowance allowance) {
        var policy = allowance.cause().word();
        return Map.of(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d"
                        .formatted(policy, allowance.quota(), allowance.window().toSeconds()),
                "RateLimit",
                "\"%s\";r=%d;t=%d"
                        .formatted(
                                policy,
                                allowance.left(),
                                allowance.reset().plusMillis(999).toSeconds()));
    }
}
