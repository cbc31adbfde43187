package dev.pgweir.admin.credentials;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgweir.access.apikey.ApiKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An API key as operators see it.
 *
 * @param id by which it is revoked
 * @param kind where it may be used
 * @param role the database role of those who show it
 * @param claims what the database is told of them besides
 * @param scopes what it allows
 * @param validity from when on it is refused
 * @param note for its makers
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record KeyReport(
        String id,

        @Schema(allowableValues = {"publishable", "service"})
        String kind,

        Optional<String> role,
        @Schema(type = "object") JsonNode claims,
        List<String> scopes,
        Validity validity,
        String note) {

    /** From when on it is refused. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Validity(Optional<Instant> notAfter, boolean disabled) {}

    /** For the audit log. */
    String inWords() {
        return "%s key %s%s%s"
                .formatted(
                        kind,
                        id,
                        role.map(" for the role "::concat).orElse(""),
                        scopes.isEmpty() ? "" : " with " + String.join(" ", scopes));
    }

    static KeyReport of(ApiKey key) {
        return new KeyReport(
                key.id(),
                key.kind().word(),
                key.role(),
                key.tree(),
                key.scopes().stream().sorted().toList(),
                new Validity(key.validity().notAfter(), key.validity().disabled()),
                key.note());
    }
}
