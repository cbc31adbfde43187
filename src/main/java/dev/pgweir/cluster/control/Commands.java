package dev.pgweir.cluster.control;

import dev.pgweir.cluster.NodeDefinition;
import java.util.List;

/** What an operator runs so that a server follows a new primary. */
final class Commands {

    private Commands() {}

    /** On a replica that runs. */
    static FollowOutcome repoint(NodeDefinition replica, NodeDefinition primary) {
        return new FollowOutcome.ByHand(List.of(
                "psql -h %s -p %d -c \"ALTER SYSTEM SET primary_conninfo = '%s user=<replication user> application_name=%s'\""
                        .formatted(replica.address().host(), replica.address().port(), server(primary), replica.name()),
                "psql -h %s -p %d -c \"SELECT pg_reload_conf()\""
                        .formatted(replica.address().host(), replica.address().port())));
    }

    /** On the machine of a server that was the primary, or does not answer. */
    static FollowOutcome rewind(NodeDefinition primary) {
        return new FollowOutcome.ByHand(List.of(
                "pg_ctl -D <data directory> stop -m fast",
                "pg_rewind -D <data directory> --write-recovery-conf --source-server='%s user=<superuser> dbname=postgres'"
                        .formatted(server(primary)),
                "pg_ctl -D <data directory> start"));
    }

    private static String server(NodeDefinition node) {
        return "host=%s port=%d".formatted(node.address().host(), node.address().port());
    }
}
