package dev.pgweir.access.revocation;

import static java.util.stream.Collectors.groupingBy;

import dev.pgweir.access.token.VerifiedToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The revocations at one moment, by what is most particular in them, so that few are looked at for a token. Immutable. */
final class RevocationList {

    private record Mark(String issuer, Optional<String> jti, Optional<String> subject) {}

    private final Map<Mark, List<Revocation>> byMark;

    RevocationList(List<Revocation> all) {
        this.byMark = Map.copyOf(all.stream().collect(groupingBy(RevocationList::mark)));
    }

    private static Mark mark(Revocation revocation) {
        return new Mark(
                revocation.issuer(),
                revocation.jti(),
                revocation.jti().isPresent() ? Optional.empty() : revocation.subject());
    }

    boolean covers(VerifiedToken token, Instant now) {
        return !byMark.isEmpty()
                && marks(token)
                        .flatMap(mark -> byMark.getOrDefault(mark, List.of()).stream())
                        .anyMatch(revocation -> revocation.covers(token, now));
    }

    private static Stream<Mark> marks(VerifiedToken token) {
        var issuer = token.issuer();
        return Stream.of(
                new Mark(issuer, token.id(), Optional.empty()),
                new Mark(issuer, Optional.empty(), token.subject()),
                new Mark(issuer, Optional.empty(), Optional.empty()));
    }
}
