package dev.pgweir.limits;

import java.time.Duration;
import java.util.Optional;

/** A request is refused because there were too many. It has no stack trace, since anybody can cause it at any rate. */
public final class LimitExceeded extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Cause cause;
    private final transient Optional<Allowance> allowance;

    private LimitExceeded(Cause cause, Optional<Allowance> allowance, String message) {
        super(message, null, false, false);
        this.cause = cause;
        this.allowance = allowance;
    }

    static LimitExceeded ofRate(Allowance allowance) {
        var what = allowance.cause() == Cause.AUTHENTICATIONS
                ? "too many tokens from this address were refused"
                : "more was asked for than may be in %d s"
                        .formatted(allowance.window().toSeconds());
        return new LimitExceeded(allowance.cause(), Optional.of(allowance), what);
    }

    static LimitExceeded ofPlaces(Cause cause, int most) {
        var what = cause == Cause.STREAMS ? "exports and imports" : "requests";
        return new LimitExceeded(cause, Optional.empty(), "no more than %d %s may run at a time".formatted(most, what));
    }

    /** Which limit was reached. */
    public Cause limit() {
        return cause;
    }

    /** The rate that was reached, if it was one. */
    public Optional<Allowance> allowance() {
        return allowance;
    }

    /** When it may pay to come again. */
    public Duration retryAfter() {
        return allowance.map(Allowance::reset).orElse(SOON);
    }
}
