package dev.pgweir.lifecycle.change;

import java.time.Duration;

/** How far a partition is from taking writes. */
public sealed interface SealState {

    /** It was never sealed. */
    record NeverSealed() implements SealState {}

    /** It takes no writes. */
    record Sealed() implements SealState {}

    /**
     * It takes no writes, but will: gateways may still rely on its seal for the rest of the lease.
     *
     * @param age how long ago the unsealing was announced
     */
    record Unsealing(Duration age) implements SealState {}

    /** It was sealed, and takes writes again. */
    record Unsealed() implements SealState {}
}
