package dev.pgweir.access.token;

import dev.pgweir.access.token.InvalidToken.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The times of a token, in seconds. Immutable.
 *
 * @param expiry from when it is not valid any more
 * @param start from when it is valid
 * @param issue when it was made
 * @param skew by how many seconds the issuer's clock may differ
 */
record Times(OptionalLong expiry, OptionalLong start, OptionalLong issue, long skew) {

    static Times of(Claims claims, Duration skew) {
        return new Times(claims.seconds("exp"), claims.seconds("nbf"), claims.seconds("iat"), skew.toSeconds());
    }

    /** Refuses a token that is not valid now. */
    void check(long now) {
        if (expiry.isPresent() && expiry.getAsLong() < now - skew) {
            throw new InvalidToken(Reason.EXPIRED, "JWT expired");
        }
        if (start.isPresent() && start.getAsLong() > now + skew) {
            throw new InvalidToken(Reason.NOT_YET_VALID, "JWT not yet valid");
        }
        if (issue.isPresent() && issue.getAsLong() > now + skew) {
            throw new InvalidToken(Reason.ISSUED_IN_FUTURE, "JWT issued at future");
        }
    }

    /** For how many seconds it may still be valid. */
    long left(long now) {
        return expiry.isPresent()
                ? Math.min(expiry.getAsLong(), Instant.MAX.getEpochSecond()) + skew - now
                : Long.MAX_VALUE;
    }

    VerifiedToken.Lifetime lifetime() {
        return new VerifiedToken.Lifetime(moment(issue), moment(expiry));
    }

    private static Optional<Instant> moment(OptionalLong seconds) {
        return seconds.isPresent()
                ? Optional.of(Instant.ofEpochSecond(
                        Math.clamp(seconds.getAsLong(), Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())))
                : Optional.empty();
    }
}
