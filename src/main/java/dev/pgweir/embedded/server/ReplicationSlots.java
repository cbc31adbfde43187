package dev.pgweir.embedded.server;

import java.sql.SQLException;
import java.util.List;

/**
 * The physical replication slots of a running server, one for each server that streams from it. On a replica they keep the log
 * for the time after its promotion.
 *
 * @param owner the server that keeps the log
 */
record ReplicationSlots(PostgresServer owner) {

    /** Makes the slots that do not exist yet. */
    void create(List<PostgresServer> followers) throws SQLException {
        try (var connection = owner.connectWithin(PostgresServer.ANSWERING);
                var create = connection.prepareStatement("""
                        SELECT pg_create_physical_replication_slot(?, immediately_reserve => true)
                        WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = ?)""")) {
            for (var follower : followers) {
                create.setString(1, follower.slot());
                create.setString(2, follower.slot());
                create.execute();
            }
        }
    }

    /** Drops those that nobody reads, which would keep the log for ever. */
    void dropExcept(List<PostgresServer> kept) throws SQLException {
        try (var connection = owner.connectWithin(PostgresServer.ANSWERING);
                var drop = connection.prepareStatement("""
                        SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
                        WHERE slot_type = 'physical' AND NOT active AND slot_name <> ALL (?)""")) {
            var slots = kept.stream().map(PostgresServer::slot).toArray();
            drop.setArray(1, connection.createArrayOf("text", slots));
            drop.execute();
        }
    }

    /** Drops the slot of a server that does not run. */
    void drop(PostgresServer follower) throws SQLException {
        try (var connection = owner.connectWithin(PostgresServer.ANSWERING);
                var drop = connection.prepareStatement("SELECT pg_drop_replication_slot(?)")) {
            drop.setString(1, follower.slot());
            drop.execute();
        }
    }
}
