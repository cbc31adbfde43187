package dev.pgweir.routing.position;

import static java.util.Objects.requireNonNullElse;

import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.Role;
import dev.pgweir.routing.checkout.Checkout;
import dev.pgweir.routing.connect.Standby;
import dev.pgweir.routing.load.NodeLoad;
import dev.pgweir.routing.session.Session;
import dev.pgweir.routing.session.Session.Consistency;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells a session how far a node has come once a query has run, by what a statement behind the query has selected. What the
 * query showed was in the log by then.
 */
public final class SeenPositions {

    /** The server plans each of these again for every query, so they are as plain as can be. */
    private static final String REPLAYED = "pg_catalog.pg_last_wal_replay_lsn()";

    private static final String WRITTEN = "pg_catalog.pg_current_wal_insert_lsn()";

    private final Session session;
    private final long systemIdentifier;
    private final int timeline;
    private final boolean replica;
    private final Consumer<Lsn> onReplay;

    /**
     * @param session told of each position
     * @param systemIdentifier the cluster's identity
     * @param timeline that of the node, as of its last probe
     * @param replica whether it was one then
     * @param onReplay told how far a replica was
     */
    SeenPositions(Session session, long systemIdentifier, int timeline, boolean replica, Consumer<Lsn> onReplay) {
        this.session = session;
        this.systemIdentifier = systemIdentifier;
        this.timeline = timeline;
        this.replica = replica;
        this.onReplay = onReplay;
    }

    /** Those of a node that the session of a checkout wants to be told, if it does. */
    public static Optional<SeenPositions> wanted(String node, NodeLoad load, Checkout checkout) {
        return checkout.request()
                .flatMap(request -> request.find(Session.class))
                .filter(session -> session.consistency() != Consistency.EVENTUAL)
                .flatMap(session -> checkout.topology()
                        .node(node)
                        .flatMap(Node::up)
                        .map(up -> new SeenPositions(
                                session,
                                up.systemIdentifier(),
                                up.timeline(),
                                up.role() == Role.REPLICA,
                                lsn -> load.replayed(checkout.generation(), lsn))));
    }

    /** What is to be selected first behind each query. */
    public String selected() {
        return replica ? REPLAYED : WRITTEN;
    }

    /** Takes what was selected, in the row where this stands. */
    public void note(ResultSet selected, Connection connection) throws SQLException {
        var lsn = position(selected);
        if (replica && !Standby.isBehind(connection)) {
            // What a replica had replayed is less than what it showed once it was promoted.
            seen(written(connection));
        } else {
            if (replica) {
                onReplay.accept(lsn);
            }
            seen(lsn);
        }
    }

    private void seen(Lsn lsn) {
        session.read(systemIdentifier, new LogPosition(timeline, lsn));
    }

    private static Lsn written(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT " + WRITTEN);
                var answer = statement.executeQuery()) {
            answer.next();
            return position(answer);
        }
    }

    private static Lsn position(ResultSet answer) throws SQLException {
        return Lsn.parse(requireNonNullElse(answer.getString(1), "0/0"));
    }
}
