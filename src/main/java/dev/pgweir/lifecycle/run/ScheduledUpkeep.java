package dev.pgweir.lifecycle.run;

import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.Table;
import dev.pgweir.lifecycle.policy.LifeCyclePolicies;
import dev.pgweir.lifecycle.policy.PolicyMisfit;
import dev.pgweir.lifecycle.run.TableStatus.Finding;
import dev.pgweir.lifecycle.session.MaintenanceSession;
import dev.pgweir.lifecycle.session.MaintenanceSessions;
import dev.pgweir.partitions.RangePartitions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Runs over all tables that have a life cycle, if no other gateway does so at the moment. For one thread at a time. */
@Component
class ScheduledUpkeep {

    private static final Logger log = LoggerFactory.getLogger(ScheduledUpkeep.class);

    private final MaintenanceSessions sessions;
    private final Catalogs catalogs;
    private final LifeCyclePolicies policies;
    private final Resumption resumption;
    private final TableUpkeep upkeep;
    private final ChangeRunner runner;
    private final LifeCycleState state;

    /** What came of a run. */
    sealed interface Result {

        /**
         * It went over all tables.
         *
         * @param delayed whether a lock was not to be had
         * @param again when another run should follow, if one should
         */
        record Ended(boolean delayed, Optional<Duration> again) implements Result {}

        /** Another gateway does it. */
        record Skipped() implements Result {}

        /** It could not go over all tables. */
        record Failed() implements Result {}
    }

    ScheduledUpkeep(
            MaintenanceSessions sessions,
            Catalogs catalogs,
            LifeCyclePolicies policies,
            Resumption resumption,
            TableUpkeep upkeep,
            ChangeRunner runner,
            LifeCycleState state) {
        this.sessions = sessions;
        this.catalogs = catalogs;
        this.policies = policies;
        this.resumption = resumption;
        this.upkeep = upkeep;
        this.runner = runner;
        this.state = state;
    }

    Result run() {
        try (var session = sessions.open().orElse(null)) {
            return session == null ? skip() : run(session);
        } catch (SQLException | RuntimeException failure) {
            log.warn(
                    "Partitions could not be looked after: {}",
                    getMostSpecificCause(failure).toString());
            state.ran("failed");
            return new Result.Failed();
        }
    }

    private Result skip() {
        log.info("Partitions are left to another gateway, which is looking after them");
        state.ran("skipped");
        return new Result.Skipped();
    }

    private Result run(MaintenanceSession session) throws SQLException {
        var run = Run.of(session, runner);
        goOver(run);
        state.ran(run.delayed() ? "delayed" : run.hasFindings() ? "findings" : "done");
        return new Result.Ended(run.delayed(), run.again());
    }

    private void goOver(Run run) throws SQLException {
        var catalog = catalogs.refresh();
        resumption.resume(run, catalog);
        for (var resource : policies.settings().keySet()) {
            tend(run, catalog, resource);
        }
        // Only what is there now tells whether enough was made.
        var now = run.done().isEmpty() ? catalog : catalogs.refresh();
        var statuses = new ArrayList<TableStatus>();
        for (var resource : policies.settings().keySet()) {
            statuses.add(status(run, now, resource));
        }
        report(statuses);
        state.tell(statuses);
    }

    private void tend(Run run, Catalog catalog, String resource) throws SQLException {
        try {
            var table = catalog.table(resource).orElseThrow(() -> PolicyMisfit.unknown(resource));
            var policy = policies.of(table).orElseThrow();
            upkeep.tend(at(run, table), policy);
        } catch (PolicyMisfit misfit) {
            run.find(resource, new Finding("misfit", misfit.getMessage() + ". " + misfit.action()));
        } catch (DataAccessException failure) {
            run.fail(resource, failure);
        }
    }

    private TableStatus status(Run run, Catalog catalog, String resource) {
        try {
            return catalog.table(resource)
                    .flatMap(table -> policies.of(table).map(policy -> upkeep.status(at(run, table), policy)))
                    .orElseGet(() -> unknown(run, resource));
        } catch (PolicyMisfit | DataAccessException told) {
            return unknown(run, resource);
        }
    }

    private TableRun at(Run run, Table table) {
        // What has a policy is partitioned by range over one column.
        return new TableRun(run, table, RangePartitions.ofOneColumn(table).orElseThrow(), policies, List.of());
    }

    private static TableStatus unknown(Run run, String resource) {
        return TableStatus.unknown(resource, run.findings(resource));
    }

    private static void report(List<TableStatus> statuses) {
        statuses.forEach(status -> status.findings()
                .forEach(finding ->
                        log.warn("Partitions of {}: {} ({})", status.resource(), finding.message(), finding.code())));
    }
}
