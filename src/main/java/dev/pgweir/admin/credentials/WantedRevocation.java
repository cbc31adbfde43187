package dev.pgweir.admin.credentials;

import dev.pgweir.access.revocation.Revocation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tokens to revoke, as a request describes them.
 *
 * @param issuer the configured name of their issuer
 * @param subject whose they are
 * @param jti the name of one
 * @param issuedBefore when they were made at the latest
 * @param until when the revocation ends
 */
record WantedRevocation(
        @Schema(
                description = "The name of the issuer in pgweir.access.issuers",
                example = "login",
                requiredMode = Schema.RequiredMode.REQUIRED)
        Optional<String> issuer,

        @Schema(description = "Whose tokens: their sub", example = "alice")
        Optional<String> subject,

        @Schema(description = "The one token of this jti") Optional<String> jti,

        @Schema(description = "Tokens of an earlier iat, and those without one")
        Optional<Instant> issuedBefore,

        @Schema(description = "When it ends, at best not before the tokens do; without, it does not")
        Optional<Instant> until) {

    Revocation toRevocation(List<String> issuers) {
        var name = issuer.filter(issuers::contains)
                .orElseThrow(() -> CredentialProblems.malformedRevocation(
                        "the issuer is none of those that are configured: " + String.join(", ", issuers)));
        if (List.of(subject, jti).contains(Optional.of(""))) {
            throw CredentialProblems.malformedRevocation("subject and jti are left out, or not empty");
        }
        if (subject.isEmpty() && jti.isEmpty() && issuedBefore.isEmpty()) {
            throw CredentialProblems.malformedRevocation("name a subject, a jti or issuedBefore");
        }
        return new Revocation(0, name, subject, jti, issuedBefore, until);
    }
}
