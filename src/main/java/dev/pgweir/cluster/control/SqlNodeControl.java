package dev.pgweir.cluster.control;

import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.NodeDataSource;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.postgres.SqlState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Does what the gateway's own role can do by SQL: it promotes, and tells how to do the rest. It can stop no server, so an old
 * primary goes on; the gateway uses it no more, because its timeline has ended. Thread-safe.
 */
public final class SqlNodeControl implements NodeControl {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    @Override
    public boolean runsTheServers() {
        return false;
    }

    @Override
    public Optional<String> superuser() {
        return Optional.empty();
    }

    @Override
    public Lsn endOfLog(NodeDefinition primary) {
        try (var connection = connect(primary, CONNECT_PATIENCE)) {
            return LogMarker.write(connection, "end of log");
        } catch (SQLException failure) {
            throw new ControlFailure(
                    "%s does not tell where its log ends: %s".formatted(primary.name(), failure.getMessage()), failure);
        }
    }

    @Override
    public void promote(NodeDefinition successor, Duration patience) {
        try (var connection = connect(successor, patience.plusSeconds(5));
                var statement = connection.prepareStatement("SELECT pg_promote(true, ?)")) {
            statement.setInt(1, Math.toIntExact(Math.max(1, patience.toSeconds())));
            try (var row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new ControlFailure(
                            successor.name() + " was told to promote itself, but has not done so in time; it may yet",
                            null);
                }
            }
        } catch (SQLException failure) {
            throw new ControlFailure(
                    "%s cannot be promoted: %s".formatted(successor.name(), failure.getMessage()),
                    hint(failure, successor),
                    failure);
        }
    }

    private static Optional<String> hint(SQLException failure, NodeDefinition node) {
        return SqlState.INSUFFICIENT_PRIVILEGE.equals(failure.getSQLState())
                ? Optional.of("On the primary: GRANT EXECUTE ON FUNCTION pg_promote TO \"%s\";"
                        .formatted(node.credentials().username()))
                : Optional.empty();
    }

    @Override
    public FollowOutcome follow(NodeDefinition node, NodeDefinition primary) {
        return isReplica(node) ? Commands.repoint(node, primary) : Commands.rewind(primary);
    }

    private static boolean isReplica(NodeDefinition node) {
        try (var connection = connect(node, CONNECT_PATIENCE);
                var statement = connection.prepareStatement("SELECT pg_is_in_recovery()");
                var row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException down) {
            return false;
        }
    }

    private static Connection connect(NodeDefinition node, Duration patience) throws SQLException {
        return new NodeDataSource(node, "pgweir-control", CONNECT_PATIENCE, patience).getConnection();
    }
}
