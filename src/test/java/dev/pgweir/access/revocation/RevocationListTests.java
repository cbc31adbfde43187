package dev.pgweir.access.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.access.token.VerifiedToken;
import dev.pgweir.access.token.VerifiedToken.Lifetime;
import dev.pgweir.access.token.VerifiedToken.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationListTests {

    private static final Instant NOON = Instant.parse("2027-01-31T12:00:00Z");

    @Test
    void coverWhatIsAsAllSaysThatIsGiven() {
        assertThat(covers(revocation("alice", null, null), token("login", "alice", "1", NOON)))
                .isTrue();
        assertThat(covers(revocation("alice", null, null), token("login", "bob", "1", NOON)))
                .isFalse();
        assertThat(covers(revocation("alice", null, null), token("other", "alice", "1", NOON)))
                .isFalse();
        assertThat(covers(revocation(null, "1", null), token("login", "bob", "1", NOON)))
                .isTrue();
        assertThat(covers(revocation("alice", "1", null), token("login", "bob", "1", NOON)))
                .isFalse();
        assertThat(covers(revocation("alice", "1", null), token("login", "alice", "1", NOON)))
                .isTrue();
        assertThat(covers(revocation("alice", "1", null), token("login", "alice", "2", NOON)))
                .isFalse();
    }

    @Test
    void coverWhatWasMadeBeforeOrDoesNotSayWhen() {
        var before = revocation(null, null, NOON);

        assertThat(covers(before, token("login", "alice", "1", NOON.minusSeconds(1))))
                .isTrue();
        assertThat(covers(before, token("login", "alice", "1", NOON))).isFalse();
        assertThat(covers(before, token("login", "alice", "1", null))).isTrue();
        assertThat(covers(revocation("bob", null, NOON), token("login", "alice", "1", null)))
                .isFalse();
    }

    @Test
    void end() {
        var ending =
                new Revocation(1, "login", Optional.of("alice"), Optional.empty(), Optional.empty(), Optional.of(NOON));
        var list = new RevocationList(List.of(ending));

        assertThat(list.covers(token("login", "alice", "1", NOON), NOON)).isTrue();
        assertThat(list.covers(token("login", "alice", "1", NOON), NOON.plusSeconds(1)))
                .isFalse();
    }

    private static boolean covers(Revocation revocation, VerifiedToken token) {
        return new RevocationList(List.of(revocation)).covers(token, NOON);
    }

    private static Revocation revocation(@Nullable String subject, @Nullable String jti, @Nullable Instant before) {
        return new Revocation(
                1,
                "login",
                Optional.ofNullable(subject),
                Optional.ofNullable(jti),
                Optional.ofNullable(before),
                Optional.empty());
    }

    private static VerifiedToken token(String issuer, String subject, String jti, @Nullable Instant issued) {
        return new VerifiedToken(
                new Source(issuer, false),
                Optional.of(subject),
                Optional.empty(),
                "{}",
                Set.of(),
                Optional.of(jti),
                new Lifetime(Optional.ofNullable(issued), Optional.empty()));
    }
}
