package dev.pgweir.access.revocation;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.access.AccessProperties.Issuer;
import dev.pgweir.access.token.RevocationCheck;
import dev.pgweir.access.token.RevocationsUnknown;
import dev.pgweir.access.token.VerifiedToken;
import dev.pgweir.access.watch.TableWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Knows which tokens count no more by what the table of revocations held two seconds ago or, where it cannot be read, when it last
 * could. Changes it. Thread-safe.
 */
@Component
public class Revocations implements RevocationCheck {

    /** For how long the table may be unread without anybody being told. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final AccessProperties properties;
    private final RevocationTable table;
    private final TableWatch<RevocationList> watch;

    Revocations(AccessProperties properties, RevocationTable table, TableWatch<RevocationList> watch) {
        this.properties = properties;
        this.table = table;
        this.watch = watch;
    }

    @Override
    public boolean isRevoked(VerifiedToken token) {
        var known = watch.latest();
        if (properties.revocations().failClosed() && (known.isEmpty() || areOutdated())) {
            throw new RevocationsUnknown();
        }
        return known.filter(list -> list.covers(token, Instant.now())).isPresent();
    }

    /** Whether the table was not read for so long that somebody should know. */
    public boolean areOutdated() {
        return silence().compareTo(LONGEST_SILENCE) > 0;
    }

    /** For how long the table was not read. */
    public Duration silence() {
        return watch.silence();
    }

    /** The names of the issuers whose tokens may be revoked. */
    public List<String> issuers() {
        return properties.issuers().stream().map(Issuer::name).toList();
    }

    /** Has it count from now on here, and in two seconds at other gateways; its number. */
    public long add(Revocation revocation) {
        return watch.change(() -> table.add(revocation));
    }

    /** Those that count. */
    public List<Revocation> all() {
        return watch.ask(table::all);
    }

    /** Has it count no more; empty where there is none of this number. */
    public Optional<Revocation> remove(long id) {
        return watch.change(() -> table.delete(id));
    }
}
