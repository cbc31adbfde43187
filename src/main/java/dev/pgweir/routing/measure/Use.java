package dev.pgweir.routing.measure;

import dev.pgweir.request.Work;
import java.time.Duration;
import java.util.Optional;

/**
 * One use of a connection by a transaction, once it is over.
 *
 * @param work what it was for
 * @param waited how long the transaction waited for the connection
 * @param used how long it had it
 * @param failure why it did not end well, if it did not
 * @param sql what took the longest of what was prepared on it; empty where nothing was
 */
public record Use(Work work, Duration waited, Duration used, Optional<Failure> failure, String sql) {}
