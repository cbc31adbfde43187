package dev.pgweir.embedded.server;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which replicas a primary waits for, as set by {@code ALTER SYSTEM}: literals of the two parameters, empty where not set.
 * It goes with the role, and names the servers by their roles: where the old primary waited for its successor, that waits for the
 * old one.
 */
record SynchronousReplication(Optional<String> standbyNames, Optional<String> commit) {

    private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"|([\\w$]+)");

    /** Read from the files, because the server may be dead. */
    static SynchronousReplication of(DataDirectory data) throws IOException {
        return new SynchronousReplication(
                data.alteredSetting("synchronous_standby_names"), data.alteredSetting("synchronous_commit"));
    }

    /** The same after two servers have changed their roles. */
    SynchronousReplication swapped(String one, String other) {
        return new SynchronousReplication(
                standbyNames.map(names -> NAME.matcher(names).replaceAll(found -> {
                    var name = Optional.ofNullable(found.group(1)).orElse(found.group());
                    var after = name.equals(one) ? quoted(other) : name.equals(other) ? quoted(one) : found.group();
                    return Matcher.quoteReplacement(after);
                })),
                commit);
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    /** Sets it on a running server, a replica too, on which it has no effect until its promotion. */
    void applyTo(PostgresServer server) throws SQLException {
        server.alterSystem("synchronous_standby_names", standbyNames);
        server.alterSystem("synchronous_commit", commit);
        server.reload();
    }
}
