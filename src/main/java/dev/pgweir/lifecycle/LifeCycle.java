package dev.pgweir.lifecycle;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.lifecycle.change.Change.Action;
import dev.pgweir.lifecycle.change.ChangeReport;
import dev.pgweir.lifecycle.change.QualifiedName;
import dev.pgweir.lifecycle.change.RetireStatements.Pending;
import dev.pgweir.lifecycle.change.SealState;
import dev.pgweir.lifecycle.change.Transitions;
import dev.pgweir.lifecycle.change.Transitions.Goal;
import dev.pgweir.lifecycle.history.History;
import dev.pgweir.lifecycle.history.HistoryEntry;
import dev.pgweir.lifecycle.policy.LifeCycleProperties;
import dev.pgweir.lifecycle.run.LifeCycleRefused;
import dev.pgweir.lifecycle.run.LifeCycleRefused.Reason;
import dev.pgweir.lifecycle.run.LifeCycleState;
import dev.pgweir.lifecycle.run.OperatorRuns;
import dev.pgweir.lifecycle.run.Run;
import dev.pgweir.lifecycle.run.TableRun;
import dev.pgweir.lifecycle.run.TableStatus;
import dev.pgweir.postgres.OwnSchema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What operators can do to the partitions of a table, and see of what was done. Each call answers what it did, or with a dry run
 * what it would do. Thread-safe.
 */
@Component
public class LifeCycle {

    private static final Set<String> DETACHED = Set.of(Action.FINISH_DETACH.word(), Action.DROP.word());

    private final OperatorRuns runs;
    private final PartitionMaker maker;
    private final OwnSchema schema;
    private final History history;
    private final Catalogs catalogs;
    private final LifeCycleState state;
    private final Duration sealLease;

    LifeCycle(
            OperatorRuns runs,
            PartitionMaker maker,
            OwnSchema schema,
            History history,
            Catalogs catalogs,
            LifeCycleState state,
            LifeCycleProperties properties) {
        this.runs = runs;
        this.maker = maker;
        this.schema = schema;
        this.history = history;
        this.catalogs = catalogs;
        this.state = state;
        this.sealLease = properties.sealLease();
    }

    /** Makes partitions. */
    public List<ChangeReport> make(String resource, MakeOrder order, boolean dryRun) throws InterruptedException {
        return runs.run(resource, dryRun, table -> maker.make(table, order));
    }

    /** Closes a partition to writes. One that is sealed already is left as it is. */
    public List<ChangeReport> seal(String resource, String partition, boolean dryRun) throws InterruptedException {
        return runs.run(resource, dryRun, table -> {
            var name = table.partition(partition);
            requireOrdinary(table, name);
            advance(table, name, Goal.SEALED);
        });
    }

    /** Opens a partition to writes, once no gateway takes it for sealed any more. One that is open is left as it is. */
    public List<ChangeReport> unseal(String resource, String partition, boolean dryRun) throws InterruptedException {
        return runs.run(resource, dryRun, table -> release(table, partition, Goal.OPEN));
    }

    /**
     * Takes a partition out of its table, after unsealing it, and drops it where that is wanted. Ends a detach that was begun
     * before.
     */
    public List<ChangeReport> detach(String resource, String partition, boolean dropThen, boolean dryRun)
            throws InterruptedException {
        var goal = dropThen ? Goal.DROPPED : Goal.DETACHED;
        return runs.run(resource, dryRun, table -> release(table, partition, goal));
    }

    /**
     * The last hundred things that were done to the partitions of a table, the newest first.
     *
     * @throws LifeCycleRefused where nothing was, and there is no such table
     */
    public List<HistoryEntry> history(String resource) {
        var entries = history.of(resource);
        if (entries.isEmpty()
                && catalogs.current()
                        .flatMap(catalog -> catalog.table(resource))
                        .isEmpty()) {
            throw new LifeCycleRefused(Reason.UNKNOWN_TABLE, "no table of the name %s is served".formatted(resource));
        }
        return entries;
    }

    /** How the tables with a life cycle stood after the last run. */
    public List<TableStatus> statuses() {
        return state.statuses();
    }

    private void release(TableRun table, String partition, Goal goal) throws SQLException {
        var resumed = table.resumed(partition);
        table.run().adopt(resumed);
        if (resumed.stream().map(ChangeReport::action).anyMatch(DETACHED::contains)) {
            return;
        }
        var pending = pending(table, partition);
        if (pending.isPresent()) {
            finish(table.run(), pending.get(), goal);
            return;
        }
        var name = table.partition(partition);
        if (goal != Goal.OPEN && table.partitions().rest().isPresent()) {
            throw new LifeCycleRefused(
                    Reason.DEFAULT_PARTITION,
                    "%s has a default partition, so that none can be detached without a lock on all of it"
                            .formatted(table.table().name()));
        }
        advance(table, name, goal);
    }

    /** What a gateway has begun was tried just before; what was begun elsewhere is ended here. */
    private void finish(Run run, Pending pending, Goal goal) throws SQLException {
        if (pending.ours() || goal == Goal.OPEN) {
            throw new LifeCycleRefused(
                    Reason.STATE,
                    "%s is being detached; the gateway brings that to its end once no transaction holds it any more"
                            .formatted(pending.partition().name()));
        }
        var retirements = transitions().retirements();
        run.apply(retirements.finish(pending, goal == Goal.DROPPED));
        if (goal == Goal.DROPPED) {
            run.apply(retirements.drop(pending.table().name(), pending.partition()));
        }
    }

    private Optional<Pending> pending(TableRun table, String partition) {
        var parent = QualifiedName.of(table.table());
        return schema.isReady()
                ? transitions().retirements().pending(table.jdbc()).stream()
                        .filter(pending -> pending.table().equals(parent)
                                && pending.partition().name().equals(partition))
                        .findFirst()
                : Optional.empty();
    }

    private void advance(TableRun table, QualifiedName partition, Goal goal) throws SQLException {
        var transitions = transitions();
        var seal = transitions.seals().stateOf(table.jdbc(), partition);
        if (goal == Goal.SEALED && seal instanceof SealState.Unsealing) {
            throw new LifeCycleRefused(
                    Reason.STATE, partition.name() + " is about to take writes again; seal it once it does");
        }
        table.run().advance(transitions.steps(QualifiedName.of(table.table()), partition, seal, goal));
    }

    private Transitions transitions() {
        schema.prepare().ifPresent(unready -> {
            throw new LifeCycleRefused(Reason.NO_TABLES, unready.advice());
        });
        return Transitions.in(schema.name(), sealLease);
    }

    /** The parts of a partition could be emptied by themselves; a foreign one may be written to elsewhere. */
    private static void requireOrdinary(TableRun table, QualifiedName partition) {
        var kind = table.jdbc()
                .sql("SELECT relkind FROM pg_catalog.pg_class WHERE oid = to_regclass(?)")
                .param(partition.sql())
                .query(String.class)
                .single();
        if (!kind.equals("r")) {
            throw new LifeCycleRefused(
                    Reason.STATE, partition.name() + " is foreign or partitioned itself, and cannot be sealed");
        }
    }
}
