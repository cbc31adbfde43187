package dev.pgweir.routing.pool;

import dev.pgweir.routing.RunningRequest;

/** What connections are used for. Each kind of work has its own, so that none keeps the other waiting. */
enum Workload {
    /** Statements that are done before their client is answered. */
    REQUEST,
    /** Exports and imports, which take as long as their client does. */
    STREAM;

    /** The kind of work that runs in this thread. */
    static Workload current() {
        return RunningRequest.current().filter(RunningRequest::isStream).isPresent() ? STREAM : REQUEST;
    }
}
