package dev.pgweir.access.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The verdicts on tokens, by their text: those on good ones until they expire, those on others briefly, and none beyond the next
 * change of keys. Thread-safe.
 */
final class KnownTokens {

    private static final long MOST_WEIGHT = 16L * 1024 * 1024;
    private static final int MOST_TOKENS = 10_000;
    private static final int MOST_REFUSED = 1_000;
    private static final int OVERHEAD = 300;
    private static final long SHORTEST_SECONDS = 10;
    private static final Duration REFUSED_FOR = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(1);

    private record Versioned<T extends Verdict>(T verdict, long version) {}

    private final Cache<String, Versioned<Verdict.Signed>> signed = Caffeine.newBuilder()
            .maximumWeight(MOST_WEIGHT)
            .weigher((String token, Versioned<Verdict.Signed> known) -> weight(token, known))
            .expireAfter(Expiry.creating((String _, Versioned<Verdict.Signed> known) -> lifetime(known)))
            .executor(Runnable::run)
            .build();

    private final Cache<String, Versioned<Verdict.Refused>> refused = Caffeine.newBuilder()
            .maximumSize(MOST_REFUSED)
            .expireAfterWrite(REFUSED_FOR)
            .executor(Runnable::run)
            .build();

    /** What is known of a token under the keys of a version. */
    Optional<Verdict> find(String token, long version) {
        var good = signed.getIfPresent(token);
        if (good != null && good.version() == version) {
            return Optional.of(good.verdict());
        }
        var bad = refused.getIfPresent(token);
        return bad != null && bad.version() == version ? Optional.of(bad.verdict()) : Optional.empty();
    }

    /**
     * Remembers what was found out.
     *
     * @param version that of the keys before it was
     */
    void add(String token, Verdict verdict, long version) {
        switch (verdict) {
            case Verdict.Signed good -> signed.put(token, new Versioned<>(good, version));
            case Verdict.Refused bad -> refused.put(token, new Versioned<>(bad, version));
            case Verdict.RefusedForNow() -> {}
        }
    }

    /** No more than so many fit, however short they are. */
    private static int weight(String token, Versioned<Verdict.Signed> known) {
        var size = 2 * (token.length() + known.verdict().token().claims().length()) + OVERHEAD;
        return (int) Math.max(MOST_WEIGHT / MOST_TOKENS, size);
    }

    /** One that has expired is refused without looking at its signature again, for a while. */
    private static Duration lifetime(Versioned<Verdict.Signed> known) {
        var left = known.verdict().times().left(Instant.now().getEpochSecond());
        return Duration.ofSeconds(Math.clamp(left, SHORTEST_SECONDS, LONGEST.toSeconds()));
    }
}
