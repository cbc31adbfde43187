package dev.pgweir.embedded;

import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.control.ControlFailure;
import dev.pgweir.cluster.control.FollowOutcome;
import dev.pgweir.cluster.control.NodeControl;
import dev.pgweir.cluster.control.SqlNodeControl;
import dev.pgweir.embedded.server.EmbeddedClusterException;
import dev.pgweir.embedded.server.PostgresServer;
import dev.pgweir.embedded.server.Replication;
import dev.pgweir.embedded.server.Succession;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gives the embedded servers other roles. A restart after a kill at any moment finds in their files which is the primary. */
final class EmbeddedNodeControl implements NodeControl {

    private final List<PostgresServer> servers;
    private final NodeControl bySql = new SqlNodeControl();

    EmbeddedNodeControl(List<PostgresServer> servers) {
        this.servers = servers;
    }

    @Override
    public boolean runsTheServers() {
        return true;
    }

    @Override
    public Optional<String> superuser() {
        return Optional.of(PostgresServer.SUPERUSER);
    }

    @Override
    public Lsn endOfLog(NodeDefinition primary) {
        return bySql.endOfLog(primary);
    }

    @Override
    public void promote(NodeDefinition successor, Duration patience) {
        var server = server(successor)
                .orElseThrow(() ->
                        new ControlFailure(successor.name() + " is not one of the embedded cluster's servers", null));
        try {
            Succession.of(server, servers).take(patience);
        } catch (IOException | SQLException | EmbeddedClusterException failure) {
            throw new ControlFailure(
                    "%s cannot be promoted: %s".formatted(successor.name(), failure.getMessage()), failure);
        }
    }

    @Override
    public FollowOutcome follow(NodeDefinition node, NodeDefinition primary) {
        var server = server(node);
        if (server.isEmpty()) {
            return bySql.follow(node, primary);
        }
        try {
            return new FollowOutcome.Streaming(new Replication(server(primary).orElseThrow()).join(server.get()));
        } catch (IOException | SQLException | EmbeddedClusterException failure) {
            return new FollowOutcome.Failed(String.valueOf(failure.getMessage()));
        }
    }

    /** One of its own; an operator may have added other nodes. */
    private Optional<PostgresServer> server(NodeDefinition node) {
        return servers.stream()
                .filter(server -> server.name().equals(node.name()))
                .findAny();
    }
}
