package dev.pgweir.demo.scene;

import java.time.Duration;

/**
 * How thoroughly is measured.
 *
 * @param rounds how often each measurement is made, in turns with the others
 * @param failovers how often servers are killed in each kind of replication
 * @param measurement how long a measurement takes
 * @param warmUp how long there is load before the first one
 * @param calm how long there is load between two faults
 */
public record Pace(int rounds, int failovers, Duration measurement, Duration warmUp, Duration calm) {

    /** Three to five minutes in all. */
    public static final Pace FULL =
            new Pace(3, 2, Duration.ofMillis(2500), Duration.ofSeconds(4), Duration.ofMillis(2500));

    /** About a minute. */
    public static final Pace BRIEF =
            new Pace(2, 1, Duration.ofMillis(900), Duration.ofMillis(1500), Duration.ofMillis(1200));
}
