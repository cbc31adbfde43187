package dev.pgweir.partitions.upkeep;

import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.grid.PolicyMisfit;
import dev.pgweir.partitions.session.MaintenanceSession;
import dev.pgweir.partitions.upkeep.TableStatus.Finding;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Runs over all tables that have a life cycle, if no other gateway does so at the moment. For one thread at a time. */
@Component
class Maintenance {

    private static final Logger log = LoggerFactory.getLogger(Maintenance.class);

    private final DataSource dataSource;
    private final Catalogs catalogs;
    private final Policies policies;
    private final Resumption resumption;
    private final Upkeep upkeep;
    private final ChangeRunner runner;
    private final LifeCycleMetrics metrics;
    private final Duration lockTimeout;

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

    Maintenance(
            DataSource dataSource,
            Catalogs catalogs,
            Policies policies,
            Resumption resumption,
            Upkeep upkeep,
            ChangeRunner runner,
            LifeCycleMetrics metrics,
            PartitionsProperties properties) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.policies = policies;
        this.resumption = resumption;
        this.upkeep = upkeep;
        this.runner = runner;
        this.metrics = metrics;
        this.lockTimeout = properties.lockTimeout();
    }

    Result run() {
        try (var session = MaintenanceSession.open(dataSource, lockTimeout).orElse(null)) {
            return session == null ? skip() : run(session);
        } catch (SQLException | RuntimeException failure) {
            log.warn(
                    "Partitions could not be looked after: {}",
                    getMostSpecificCause(failure).toString());
            metrics.ran("failed");
            return new Result.Failed();
        }
    }

    private Result skip() {
        log.info("Partitions are left to another gateway, which is looking after them");
        metrics.ran("skipped");
        return new Result.Skipped();
    }

    private Result run(MaintenanceSession session) throws SQLException {
        var run = new Run(session, runner);
        goOver(run);
        metrics.ran(run.delayed() ? "delayed" : run.hasFindings() ? "findings" : "done");
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
        metrics.tell(statuses);
    }

    private void tend(Run run, Catalog catalog, String resource) throws SQLException {
        try {
            var table = catalog.table(resource).orElseThrow(() -> PolicyMisfit.unknown(resource));
            upkeep.tend(run, table, policies.of(table).orElseThrow());
        } catch (PolicyMisfit misfit) {
            run.find(resource, new Finding("misfit", misfit.getMessage() + ". " + misfit.action()));
        } catch (DataAccessException failure) {
            run.fail(resource, failure);
        }
    }

    private TableStatus status(Run run, Catalog catalog, String resource) {
        try {
            return catalog.table(resource)
                    .flatMap(table -> policies.of(table).map(policy -> upkeep.status(run, table, policy)))
                    .orElseGet(() -> unknown(run, resource));
        } catch (PolicyMisfit | DataAccessException told) {
            return unknown(run, resource);
        }
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
