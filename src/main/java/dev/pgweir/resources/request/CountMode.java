package dev.pgweir.resources.request;

/** How well a client wants to know how many rows there are in all. */
public enum CountMode {
    /** By counting them. */
    EXACT,
    /** As the server's planner guesses. */
    PLANNED,
    /** By counting up to a threshold, and as the planner guesses beyond. */
    ESTIMATED
}
