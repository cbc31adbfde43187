package dev.pgweir.access.apikey;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An API key, but for its secret. Immutable.
 *
 * @param id its public part
 * @param kind where it may be used
 * @param role the database role of those who show it
 * @param claims a JSON object, which the database is told of them
 * @param scopes what it allows
 * @param validity from when on it is refused
 * @param note what its makers want to know of it
 */
public record ApiKey(
        String id,
        Kind kind,
        Optional<String> role,
        String claims,
        Set<String> scopes,
        Validity validity,
        String note) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** Where a key may be used. */
    public enum Kind {
        /** Anywhere: it is no secret. */
        PUBLISHABLE,
        /** Not in a browser, where it could be read. */
        SERVICE;

        /** As it is written in JSON and in the table. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * From when on a key is refused.
     *
     * @param notAfter the last moment that it is valid
     * @param disabled whether it is not, whatever the time
     */
    public record Validity(Optional<Instant> notAfter, boolean disabled) {

        boolean holdsAt(Instant now) {
            return !disabled && notAfter.filter(now::isAfter).isEmpty();
        }
    }

    /** The claims with a role put in. */
    public String claimsOf(String chosen) {
        return ((ObjectNode) tree()).put("role", chosen).toString();
    }

    /** The claims. */
    public JsonNode tree() {
        return JSON.readTree(claims);
    }
}
