package dev.pgweir.access.revocation;

import dev.pgweir.access.token.VerifiedToken;
import java.time.Instant;
import java.util.Optional;

/**
 * Says that tokens count no more: those of an issuer for which all holds that is given. Immutable.
 *
 * @param id its number; 0 for one that is not stored yet
 * @param issuer the configured name of the issuer
 * @param subject whose tokens
 * @param jti the token's own name
 * @param issuedBefore when they were made at the latest; it is taken to hold of those that do not say
 * @param until when it ends, at best not before they do
 */
public record Revocation(
        long id,
        String issuer,
        Optional<String> subject,
        Optional<String> jti,
        Optional<Instant> issuedBefore,
        Optional<Instant> until) {

    boolean covers(VerifiedToken token, Instant now) {
        return issuer.equals(token.issuer())
                && (subject.isEmpty() || subject.equals(token.subject()))
                && (jti.isEmpty() || jti.equals(token.id()))
                && issuedBefore
                        .flatMap(limit -> token.issuedAt().filter(made -> !made.isBefore(limit)))
                        .isEmpty()
                && until.filter(now::isAfter).isEmpty();
    }
}
