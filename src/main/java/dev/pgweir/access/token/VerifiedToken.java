package dev.pgweir.access.token;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a token says whose signature, times and audience were found good. Immutable.
 *
 * @param from who signed it
 * @param subject whose it is
 * @param role the database role that it asks for
 * @param claims its payload as it was sent, but for a {@code role} that was found elsewhere and is put in
 * @param scopes what it allows
 * @param id its own name
 * @param lifetime from when until when it is valid
 */
public record VerifiedToken(
        Source from,
        Optional<String> subject,
        Optional<String> role,
        String claims,
        Set<String> scopes,
        Optional<String> id,
        Lifetime lifetime) {

    /**
     * Who signed a token.
     *
     * @param issuer its configured name
     * @param operators whether it signs for operators
     */
    public record Source(String issuer, boolean operators) {}

    /** From when until when a token is valid, as far as it says so. */
    public record Lifetime(Optional<Instant> issuedAt, Optional<Instant> expiresAt) {}

    /** The configured name of the issuer. */
    public String issuer() {
        return from.issuer();
    }

    /** Whether it is an operator's. */
    public boolean operators() {
        return from.operators();
    }

    public Optional<Instant> issuedAt() {
        return lifetime.issuedAt();
    }

    public Optional<Instant> expiresAt() {
        return lifetime.expiresAt();
    }

    /** What tells its owner from others: the subject, else all that it says but for its times. */
    public String owner() {
        return subject.orElseGet(() -> Claims.withoutTimes(claims));
    }

    /** The same for a role that is chosen elsewhere, as that of the anonymous is, and put into the claims. */
    public VerifiedToken as(String chosen) {
        return new VerifiedToken(
                from, subject, Optional.of(chosen), Claims.withRole(claims, chosen), scopes, id, lifetime);
    }
}
