package dev.pgweir.admin.credentials;

import dev.pgweir.access.revocation.Revocations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Warns where tokens may count that were revoked lately: it is no reason to send requests elsewhere. */
@Component
final class RevocationsHealthIndicator implements HealthIndicator {

    private static final String WARNING = "WARNING";

    private final Revocations revocations;

    RevocationsHealthIndicator(Revocations revocations) {
        this.revocations = revocations;
    }

    @Override
    public Health health() {
        return revocations.areOutdated()
                ? Health.status(WARNING)
                        .withDetail(
                                "unread",
                                revocations.silence().toSeconds()
                                        + " s: the primary does not tell which tokens were revoked")
                        .build()
                : Health.up().build();
    }
}
