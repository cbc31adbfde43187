package dev.pgweir.admin.credentials;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgweir.access.revocation.Revocation;
import java.time.Instant;
import java.util.Optional;

/**
 * A revocation as operators see it.
 *
 * @param id by which it is removed
 * @param issuer the configured name of the issuer
 * @param subject whose tokens
 * @param jti the name of one
 * @param issuedBefore when they were made at the latest
 * @param until when it ends
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RevocationReport(
        long id,
        String issuer,
        Optional<String> subject,
        Optional<String> jti,
        Optional<Instant> issuedBefore,
        Optional<Instant> until) {

    /** For the audit log. */
    String inWords() {
        return "revocation %d of tokens of %s%s%s%s%s"
                .formatted(
                        id,
                        issuer,
                        subject.map(", subject "::concat).orElse(""),
                        jti.map(", jti "::concat).orElse(""),
                        issuedBefore.map(time -> ", issued before " + time).orElse(""),
                        until.map(time -> ", until " + time).orElse(""));
    }

    static RevocationReport of(Revocation revocation) {
        return new RevocationReport(
                revocation.id(),
                revocation.issuer(),
                revocation.subject(),
                revocation.jti(),
                revocation.issuedBefore(),
                revocation.until());
    }

    RevocationReport as(long number) {
        return new RevocationReport(number, issuer, subject, jti, issuedBefore, until);
    }
}
