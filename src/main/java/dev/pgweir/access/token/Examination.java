package dev.pgweir.access.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import dev.pgweir.access.key.NoKeys;
import dev.pgweir.access.key.Signatures;
import dev.pgweir.access.token.InvalidToken.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out about a token that is not known yet: by the issuers whose {@code iss} it has or, if there are none, by those that
 * want none. Thread-safe.
 */
final class Examination implements Closeable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Examination.class);

    /**
     * One issuer.
     *
     * @param iss what its tokens must have as {@code iss}; empty for anything that is not another's
     * @param signatures what its tokens are signed with
     * @param rules what they must claim
     */
    record KnownIssuer(Optional<String> iss, Signatures signatures, IssuerRules rules) {}

    private final List<KnownIssuer> issuers;

    Examination(List<KnownIssuer> issuers) {
        this.issuers = List.copyOf(issuers);
    }

    /** What holds of a token; nothing is known of one whose issuer's keys are not. */
    Verdict of(String token) {
        try {
            var parts = token.split("\\.", -1).length;
            if (parts != 3) {
                throw new InvalidToken(Reason.MALFORMED, "Expected 3 parts in JWT; got " + parts);
            }
            var signed = JWSObject.parse(token);
            return of(signed, Claims.of(signed.getPayload().toString()));
        } catch (InvalidToken e) {
            return new Verdict.Refused(e);
        } catch (ParseException | IllegalArgumentException e) {
            log("all", e);
            return new Verdict.Refused(InvalidToken.undecodable());
        }
    }

    private Verdict of(JWSObject signed, Claims claims) {
        var refusal = InvalidToken.undecodable();
        var isKeyUnknown = false;
        var isWithoutKeys = false;
        for (var issuer : candidates(claims)) {
            try {
                issuer.signatures().check(signed);
                var times = issuer.rules().times(claims);
                return new Verdict.Signed(issuer.rules().apply(claims, times), times);
            } catch (InvalidToken e) {
                // Another issuer of the same keys may be for its audience.
                refusal = e;
            } catch (NoKeys e) {
                isWithoutKeys = true;
                log(issuer.rules().name(), e);
            } catch (KeySourceException e) {
                isKeyUnknown = true;
                log(issuer.rules().name(), e);
            } catch (BadJOSEException | JOSEException e) {
                log(issuer.rules().name(), e);
            }
        }
        if (refusal.reason() != Reason.UNDECODABLE) {
            return new Verdict.Refused(refusal);
        }
        if (isWithoutKeys) {
            throw new KeysUnavailable();
        }
        return isKeyUnknown ? new Verdict.RefusedForNow() : new Verdict.Refused(refusal);
    }

    private List<KnownIssuer> candidates(Claims claims) {
        var iss = claims.text("iss");
        var named = issuers.stream()
                .filter(issuer -> iss.isPresent() && issuer.iss().equals(iss))
                .toList();
        return named.isEmpty()
                ? issuers.stream().filter(issuer -> issuer.iss().isEmpty()).toList()
                : named;
    }

    /** The client is not told. The words may be those of the token, so they are kept to one line. */
    private static void log(String issuer, Exception refusal) {
        LOGGER.debug(
                "A token was refused by {}: {}",
                issuer,
                String.valueOf(refusal.getMessage()).replaceAll("\\p{Cntrl}", " "));
    }

    @Override
    public void close() throws IOException {
        for (var issuer : issuers) {
            issuer.signatures().close();
        }
    }
}
