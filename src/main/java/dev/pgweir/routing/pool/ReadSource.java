package dev.pgweir.routing.pool;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.Role;
import dev.pgweir.routing.load.NodeLoad;
import dev.pgweir.routing.position.SeenPositions;
import dev.pgweir.routing.reset.TracelessReads;
import dev.pgweir.routing.session.Session;
import dev.pgweir.routing.session.Session.Consistency;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Hands out connections for reading, which leave nothing behind and tell the running session what it saw. */
final class ReadSource extends DelegatingDataSource {

    private final String node;
    private final Cluster cluster;
    private final NodeLoad load;

    ReadSource(DataSource connections, String node, Cluster cluster, NodeLoad load) {
        super(connections);
        this.node = node;
        this.cluster = cluster;
        this.load = load;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var generation = load.generation();
        var positions = Session.current()
                .filter(session -> session.consistency() != Consistency.EVENTUAL)
                .flatMap(session -> positions(session, generation));
        return new TracelessReads(super.getConnection(), positions).proxy();
    }

    private Optional<SeenPositions> positions(Session session, int generation) {
        return cluster.topology()
                .node(node)
                .flatMap(Node::up)
                .map(up -> new SeenPositions(
                        session,
                        up.systemIdentifier(),
                        up.timeline(),
                        up.role() == Role.REPLICA,
                        lsn -> load.replayed(generation, lsn)));
    }
}
