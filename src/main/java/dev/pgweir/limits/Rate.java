package dev.pgweir.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.Optional;

/**
 * How much each of many may spend in a window of time. Those who were quiet for longer than that are forgotten, for they may
 * spend all of it again. Thread-safe.
 */
final class Rate {

    /** A third of a kilobyte each. */
    private static final int MOST_KNOWN = 100_000;

    private static final Duration SHORTEST_MEMORY = Duration.ofMinutes(1);

    private final Cause cause;
    private final int quota;
    private final Duration window;
    private final RateLimiterConfig config;
    private final Cache<String, Account> accounts;

    /** What one of them has left. Its windows begin when it is first asked for. */
    private final class Account {

        private final long begun = System.nanoTime();
        private final RateLimiter limiter = new AtomicRateLimiter(cause.word(), config);

        private Allowance allowance() {
            var left = Math.max(0, limiter.getMetrics().getAvailablePermissions());
            var gone = (System.nanoTime() - begun) % window.toNanos();
            return new Allowance(cause, quota, window, left, window.minusNanos(gone));
        }
    }

    Rate(Cause cause, int quota, Duration window) {
        this.cause = cause;
        this.quota = quota;
        this.window = window;
        this.config = RateLimiterConfig.custom()
                .limitForPeriod(quota)
                .limitRefreshPeriod(window)
                .timeoutDuration(Duration.ZERO)
                .build();
        this.accounts = Caffeine.newBuilder()
                .maximumSize(MOST_KNOWN)
                .expireAfterAccess(window.compareTo(SHORTEST_MEMORY) < 0 ? SHORTEST_MEMORY : window)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Spends something of what somebody has left.
     *
     * @return what is left then
     * @throws LimitExceeded where that is not enough
     */
    Allowance spend(String who, int units) {
        var account = accounts.get(who, _ -> new Account());
        if (!account.limiter.acquirePermission(units)) {
            throw LimitExceeded.ofRate(account.allowance());
        }
        return account.allowance();
    }

    /** Spends one, if one is left. */
    void note(String who) {
        accounts.get(who, _ -> new Account()).limiter.acquirePermission(1);
    }

    /** Whether nobody has spent anything lately. */
    boolean isUntouched() {
        return accounts.estimatedSize() == 0;
    }

    /** What somebody has left who has spent something. */
    Optional<Allowance> left(String who) {
        return Optional.ofNullable(accounts.getIfPresent(who)).map(Account::allowance);
    }
}
