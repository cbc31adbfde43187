package dev.pgweir.routing.pool;

import dev.pgweir.routing.checkout.CheckoutStep;
import dev.pgweir.routing.checkout.StatementLog;
import dev.pgweir.routing.load.NodeLoad;
import dev.pgweir.routing.position.CommitPosition;
import dev.pgweir.routing.position.SeenPositions;
import dev.pgweir.routing.reset.SessionSettings;
import dev.pgweir.routing.reset.TracelessReads;
import dev.pgweir.routing.reset.WriteSession;
import dev.pgweir.routing.role.ActingRole;
import dev.pgweir.routing.role.RoleConnection;
import dev.pgweir.routing.role.RolePolicy;
import java.util.List;

/**
 * The steps between a pool and a transaction, for each kind of use. This is the order, from the pool outwards:
 *
 * <ol>
 *   <li>{@link CommitPosition} sends the COMMIT itself, so nothing stands between it and the connection of the pool.
 *   <li>{@link StatementWatch} can cancel all that comes from further out, and decides whether a commit still begins.
 *   <li>{@link StatementLog} shows what the steps around it send, not only what the transaction asked for.
 *   <li>{@link PrimaryGuard} refuses a standby before anybody has run anything.
 *   <li>{@link TracelessReads} or {@link WriteSession} cleans the session up, over a connection that is watched and logged.
 *   <li>{@link RoleConnection} has the statements of a write run in the role of their caller; {@link TracelessReads} sees to that by
 *       itself, in the message of the read.
 * </ol>
 *
 * Around a write there is one more, for it belongs to the cluster rather than to a node: the gate, which a write leaves only
 * after its connection has gone back.
 *
 * @param reads for reads on a replica
 * @param primaryReads for reads on what must be the primary
 * @param writes for all that may write
 */
record CheckoutSteps(List<CheckoutStep> reads, List<CheckoutStep> primaryReads, List<CheckoutStep> writes) {

    static CheckoutSteps of(
            String node,
            NodeLoad load,
            NodeFailures failures,
            SessionSettings settings,
            StatementWatch watch,
            RolePolicy roles) {
        var position = new CommitPosition(settings::behindCommit);
        var log = new StatementLog(node);
        var guard = new PrimaryGuard(failures);
        CheckoutStep traceless = (connection, checkout) ->
                new TracelessReads(connection, new ActingRole(roles), SeenPositions.wanted(node, load, checkout));
        CheckoutStep reset = (connection, _) -> new WriteSession(connection, settings);
        CheckoutStep role =
                (connection, _) -> roles.told() ? new RoleConnection(connection, new ActingRole(roles)) : connection;
        return new CheckoutSteps(
                List.of(watch, log, traceless),
                List.of(watch, log, guard, traceless),
                List.of(position, watch, log, guard, reset, role));
    }
}
