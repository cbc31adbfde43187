package dev.pgweir.routing.pool;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.Role;
import dev.pgweir.routing.load.NodeLoad;
import dev.pgweir.routing.position.SeenPositions;
import dev.pgweir.routing.session.Session;
import dev.pgweir.routing.session.Session.Consistency;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Hands out a pool's connections for reading, which tell the running session what it saw. */
final class ReadSource extends DelegatingDataSource {

    private final NodePool pool;
    private final String node;
    private final Cluster cluster;
    private final NodeLoad load;

    ReadSource(NodePool pool, String node, Cluster cluster, NodeLoad load) {
        super(pool);
        this.pool = pool;
        this.node = node;
        this.cluster = cluster;
        this.load = load;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var generation = load.generation();
        var connection = pool.getConnection();
        return Session.current()
                .filter(session -> session.consistency() != Consistency.EVENTUAL)
                .map(session -> observed(session, generation, connection))
                .orElse(connection);
    }

    private Connection observed(Session session, int generation, Connection connection) {
        return cluster.topology()
                .node(node)
                .flatMap(Node::up)
                .map(up -> new SeenPositions(
                        session,
                        up.systemIdentifier(),
                        up.timeline(),
                        up.role() == Role.REPLICA,
                        lsn -> load.replayed(generation, lsn)))
                .map(positions -> positions.observe(connection))
                .orElse(connection);
    }
}
