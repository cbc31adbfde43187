package dev.pgweir.routing.role;

import java.sql.SQLException;

/** A statement did not run in the role of its caller to its end: what it answered is given up, and so is its connection. */
public final class RoleLost extends SQLException {

    /** Of the class of internal errors (PostgreSQL manual, appendix A). */
    private static final String INTERNAL = "XX000";

    /** @param role the caller's */
    public RoleLost(String role) {
        super("the statement did not run in the role " + role + " to its end", INTERNAL);
    }
}
