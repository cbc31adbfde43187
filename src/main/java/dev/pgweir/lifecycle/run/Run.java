package dev.pgweir.lifecycle.run;

import dev.pgweir.lifecycle.change.Change;
import dev.pgweir.lifecycle.change.Change.Action;
import dev.pgweir.lifecycle.change.ChangeReport;
import dev.pgweir.lifecycle.change.Transitions.Step;
import dev.pgweir.lifecycle.run.TableStatus.Finding;
import dev.pgweir.lifecycle.session.MaintenanceSession;
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

/**
 * A run over one session, on schedule or for an operator: what was done, what stood in the way, and when to go on. Not thread-safe.
 */
public final class Run {

    private final MaintenanceSession session;
    private final Optional<ChangeRunner> runner;
    private final List<ChangeReport> done = new ArrayList<>();
    private final Map<String, List<Finding>> findings = new HashMap<>();
    private boolean delayed;
    private Optional<Duration> again = Optional.empty();

    private Run(MaintenanceSession session, Optional<ChangeRunner> runner) {
        this.session = session;
        this.runner = runner;
    }

    /** A run that makes changes. */
    static Run of(MaintenanceSession session, ChangeRunner runner) {
        return new Run(session, Optional.of(runner));
    }

    /** A run that only tells which changes it would make. */
    static Run dry(MaintenanceSession session) {
        return new Run(session, Optional.empty());
    }

    /** Where it runs. */
    public MaintenanceSession session() {
        return session;
    }

    /** Whether it only tells which changes it would make. */
    public boolean isDry() {
        return runner.isEmpty();
    }

    /** Makes a change, or in a dry run tells of it. */
    public void apply(Change change) throws SQLException {
        done.add(runner.isPresent() ? runner.get().run(session, change) : ChangeReport.dryRun(change));
    }

    /**
     * Makes a change. One that fails is a finding, and does not keep others from being made.
     *
     * @return whether it was made
     * @throws SQLException where the connection is lost
     */
    boolean attempt(Change change) throws SQLException {
        try {
            apply(change);
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

    /** Takes the steps that can be taken now, and fails with the first that fails; a dry run tells of all of them. */
    public void advance(List<Step> steps) throws SQLException {
        advance(steps, change -> {
            apply(change);
            return true;
        });
    }

    /** Takes the steps that can be taken now, up to the first that fails, which is a finding. */
    void attempt(List<Step> steps) throws SQLException {
        advance(steps, this::attempt);
    }

    private void advance(List<Step> steps, Way way) throws SQLException {
        for (var step : steps) {
            switch (step) {
                case Step.Apply(var change) -> {
                    if (!way.goesOn(change)) {
                        return;
                    }
                }
                case Step.Wait(var left) -> {
                    if (!isDry()) {
                        again(left);
                        return;
                    }
                }
            }
        }
    }

    /** How a change is made, and whether what follows it may be. */
    @FunctionalInterface
    private interface Way {

        boolean goesOn(Change change) throws SQLException;
    }

    /** Adds what was done for it before, or by others. */
    public void adopt(List<ChangeReport> others) {
        done.addAll(others);
    }

    /** Notes that a table could not be looked at, unless that keeps the others from it, too. */
    void fail(String resource, DataAccessException thrown) {
        var failure = ServerFailure.in(thrown)
                .filter(refusal -> !refusal.isOfLostConnection())
                .orElseThrow(() -> thrown);
        find(resource, general("the examination of " + resource, failure));
    }

    void find(String resource, Finding finding) {
        findings.computeIfAbsent(resource, _ -> new ArrayList<>()).add(finding);
    }

    /** Another run should follow after this time, or sooner. */
    public void again(Duration pause) {
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
