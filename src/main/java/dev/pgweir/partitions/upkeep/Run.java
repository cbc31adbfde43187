package dev.pgweir.partitions.upkeep;

import dev.pgweir.partitions.change.Change;
import dev.pgweir.partitions.change.Change.Action;
import dev.pgweir.partitions.change.ChangeReport;
import dev.pgweir.partitions.session.MaintenanceSession;
import dev.pgweir.partitions.upkeep.TableStatus.Finding;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/** One run over one session: what it does, what it comes upon, and when it should be followed by another. For one thread. */
final class Run {

    private final MaintenanceSession session;
    private final ChangeRunner runner;
    private final List<ChangeReport> done = new ArrayList<>();
    private final Map<String, List<Finding>> findings = new HashMap<>();
    private boolean delayed;
    private Optional<Duration> again = Optional.empty();

    Run(MaintenanceSession session, ChangeRunner runner) {
        this.session = session;
        this.runner = runner;
    }

    MaintenanceSession session() {
        return session;
    }

    /**
     * Makes a change. One that fails is a finding, and does not keep others from being made.
     *
     * @return whether it was made
     * @throws SQLException where the connection is lost
     */
    boolean attempt(Change change) throws SQLException {
        try {
            done.add(runner.run(session, change));
            return true;
        } catch (SQLException thrown) {
            var failure = ServerFailure.in(thrown).orElseThrow(() -> thrown);
            if (failure.isOfLostConnection()) {
                throw thrown;
            }
            var what = change.action().word() + " of " + change.partition().sql();
            find(change.resource(), ofMaking(change, what, failure).orElseGet(() -> general(what, failure)));
            return false;
        }
    }

    /** Notes that a table could not be looked at, unless that keeps the others from it, too. */
    void fail(String resource, DataAccessException thrown) {
        var failure = ServerFailure.in(thrown)
                .filter(refusal -> !refusal.isOfLostConnection())
                .orElseThrow(() -> thrown);
        find(resource, general("the look at " + resource, failure));
    }

    void find(String resource, Finding finding) {
        findings.computeIfAbsent(resource, _ -> new ArrayList<>()).add(finding);
    }

    /** Another run should follow after this time, or sooner. */
    void again(Duration pause) {
        again = Optional.of(again.filter(sooner -> sooner.compareTo(pause) < 0).orElse(pause));
    }

    /** When another run should follow, if one should. */
    Optional<Duration> again() {
        return again;
    }

    /** Whether something is left to do because a lock was not to be had. */
    boolean delayed() {
        return delayed;
    }

    List<ChangeReport> done() {
        return List.copyOf(done);
    }

    List<Finding> findings(String resource) {
        return findings.getOrDefault(resource, List.of());
    }

    boolean hasFindings() {
        return !findings.isEmpty();
    }

    private Finding general(String what, ServerFailure failure) {
        delayed |= failure.isLocked();
        if (failure.isLocked()) {
            return new Finding("locked", what + " waits for others to end, and is tried again: " + failure.message());
        }
        return failure.is(SqlState.INSUFFICIENT_PRIVILEGE)
                ? new Finding("no-privilege", """
                        %s: %s. The gateway's role has to be a member of the role that owns the table, and needs CREATE on \
                        its schema""".formatted(what, failure.message()))
                : new Finding("failed", what + ": " + failure.message());
    }

    private static Optional<Finding> ofMaking(Change change, String what, ServerFailure failure) {
        if (change.action() != Action.MAKE) {
            return Optional.empty();
        }
        if (failure.is(SqlState.CHECK_VIOLATION)) {
            return Optional.of(Finding.defaultHoldsRows(what));
        }
        return failure.is(SqlState.QUERY_CANCELED)
                ? Optional.of(new Finding(
                        "default-too-large",
                        what + ": the default partition could not be looked through within the lock time-out. Give it a"
                                + " CHECK that rules the new partition's rows out, or empty it"))
                : Optional.empty();
    }
}
