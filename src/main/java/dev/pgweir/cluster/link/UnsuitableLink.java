package dev.pgweir.cluster.link;

import java.sql.SQLException;

/** A connection leads to no session of its own, or to any of several servers: the message says what to do. */
public final class UnsuitableLink extends SQLException {

    /** That the server has rejected the connection (PostgreSQL manual, appendix A): it is not used. */
    private static final String REJECTED = "08004";

    private UnsuitableLink(String message) {
        super(message, REJECTED);
    }

    static UnsuitableLink ofPoolerThatIsNotTold() {
        return new UnsuitableLink(
                "a pooler such as PgBouncer stands in between: connect to the server directly, for the gateway"
                        + " pools by itself, or set pool_mode = session there and pgweir.cluster.pooler=session here");
    }

    static UnsuitableLink ofSharedSession() {
        return new UnsuitableLink(
                "a pooler in between has connections share sessions of the server: set pool_mode = session"
                        + " there, or connect to the server directly, for the gateway pools by itself");
    }

    static UnsuitableLink ofSeveralServers() {
        return new UnsuitableLink(
                "several servers answer at the address: give each node an address that leads to its server only");
    }
}
