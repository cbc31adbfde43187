package dev.pgweir.cluster.link;

/** What stands between the gateway and the servers, as operators say. */
public enum Pooler {
    /** Nothing that shares sessions: a connection begins one, with the startup options that it asks for. */
    NONE,
    /**
     * A pooler, such as PgBouncer with {@code pool_mode = session}. A connection keeps its session for as long as it is open, but the
     * session may have begun before, with other options.
     */
    SESSION
}
