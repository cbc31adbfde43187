package dev.pgweir.access.token;

import dev.pgweir.access.CallerRefused;
import java.time.Duration;

/** A token cannot be judged, because the keys of its issuer cannot be had for the time being. */
public final class KeysUnavailable extends CallerRefused {

    private static final long serialVersionUID = 1L;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    public KeysUnavailable() {
        super("The keys that callers are verified by cannot be had at the moment");
    }

    /** When it may pay to come again. */
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
