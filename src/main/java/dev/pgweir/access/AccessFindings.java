package dev.pgweir.access;

import java.util.List;

/** What is doubtful in the roles, grants and policies of the database. */
public interface AccessFindings {

    /**
     * One of them.
     *
     * @param code its stable name
     * @param message what is doubtful
     * @param sql what would mend it; dots stand for what only its author knows
     */
    record Finding(String code, String message, String sql) {}

    /** The roles that callers may have, sorted by name. */
    List<String> roles();

    /** Looks for all. */
    List<Finding> find();
}
