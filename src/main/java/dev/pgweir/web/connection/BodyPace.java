package dev.pgweir.web.connection;

import java.time.Duration;

/**
 * How slowly a body may come.
 *
 * @param bytesPerSecond 0 for as slowly as the client likes
 */
public record BodyPace(long bytesPerSecond) {

    static final BodyPace ANY = new BodyPace(0);

    /** What a client may need to get going. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration FOREVER = Duration.ofDays(365);

    /** How much longer a body may be waited for. */
    Duration patience(long received, Duration waited) {
        return bytesPerSecond == 0
                ? FOREVER
                : GRACE.plusSeconds(received / bytesPerSecond).minus(waited);
    }
}
