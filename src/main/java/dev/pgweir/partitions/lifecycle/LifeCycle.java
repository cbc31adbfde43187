package dev.pgweir.partitions.lifecycle;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.change.Change;
import dev.pgweir.partitions.change.ChangeReport;
import dev.pgweir.partitions.change.QualifiedName;
import dev.pgweir.partitions.change.Retiring;
import dev.pgweir.partitions.change.Sealing;
import dev.pgweir.partitions.history.History;
import dev.pgweir.partitions.history.HistoryEntry;
import dev.pgweir.partitions.history.OwnTables;
import dev.pgweir.partitions.upkeep.LifeCycleMetrics;
import dev.pgweir.partitions.upkeep.LifeCycleRefused;
import dev.pgweir.partitions.upkeep.LifeCycleRefused.Reason;
import dev.pgweir.partitions.upkeep.TableStatus;
import dev.pgweir.partitions.upkeep.Task;
import dev.pgweir.partitions.upkeep.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What operators can do to the partitions of a table, and see of what was done. Each call answers what it did, or with a dry run
 * what it would do. Safe for use by many threads.
 */
@Component
public class LifeCycle {

    private final Tasks tasks;
    private final PartitionMaker maker;
    private final OwnTables tables;
    private final History history;
    private final Catalogs catalogs;
    private final LifeCycleMetrics metrics;
    private final Duration sealLease;

    /**
     * Which partitions to make.
     *
     * @param from where the first begins; without it behind the last one there is
     * @param to where it ends; without it where the interval says
     * @param count how many; one if not given
     */
    public record Making(Optional<String> from, Optional<String> to, Optional<Integer> count) {}

    LifeCycle(
            Tasks tasks,
            PartitionMaker maker,
            OwnTables tables,
            History history,
            Catalogs catalogs,
            LifeCycleMetrics metrics,
            PartitionsProperties properties) {
        this.tasks = tasks;
        this.maker = maker;
        this.tables = tables;
        this.history = history;
        this.catalogs = catalogs;
        this.metrics = metrics;
        this.sealLease = properties.sealLease();
    }

    /** Makes partitions. */
    public List<ChangeReport> make(String resource, Making making, boolean dryRun) throws InterruptedException {
        return tasks.run(resource, dryRun, task -> maker.make(task, making));
    }

    /** Closes a partition to writes. One that is sealed already is left as it is. */
    public List<ChangeReport> seal(String resource, String partition, boolean dryRun) throws InterruptedException {
        return tasks.run(resource, dryRun, task -> {
            var name = task.partition(partition);
            requireOrdinary(task, name);
            switch (sealing().stateOf(task.session().jdbc(), name)) {
                case NONE, UNSEALED -> task.apply(sealing().seal(resource, name));
                case UNSEALING ->
                    throw new LifeCycleRefused(
                            Reason.STATE, partition + " is about to take writes again; seal it once it does");
                case SEALED -> {}
            }
        });
    }

    /** Opens a partition to writes, once no gateway takes it for sealed any more. One that is open is left as it is. */
    public List<ChangeReport> unseal(String resource, String partition, boolean dryRun) throws InterruptedException {
        var announced = tasks.run(resource, dryRun, task -> announceUnseal(task, partition, dryRun));
        return dryRun || announced.isEmpty() || isDetached(announced)
                ? announced
                : joined(announced, tasks.runAfter(sealLease, resource, false, task -> endUnseal(task, partition)));
    }

    /** Takes a partition out of its table, after unsealing it, and drops it where that is wanted; or ends what somebody has begun of it. */
    public List<ChangeReport> detach(String resource, String partition, boolean dropThen, boolean dryRun)
            throws InterruptedException {
        var finished = tasks.run(resource, dryRun, task -> finishDetach(task, partition, dropThen));
        if (!finished.isEmpty()) {
            return finished;
        }
        var unsealed = unseal(resource, partition, dryRun);
        return isDetached(unsealed)
                ? unsealed
                : joined(unsealed, tasks.run(resource, dryRun, task -> detach(task, partition, dropThen)));
    }

    /** Whether a detach that was begun before was brought to its end on the way. */
    private static boolean isDetached(List<ChangeReport> reports) {
        return reports.stream().anyMatch(report -> report.action().equals(Change.Action.FINISH_DETACH.word()));
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
        return metrics.statuses();
    }

    private void announceUnseal(Task task, String partition, boolean dryRun) throws SQLException {
        var finished = task.resumed(partition);
        if (isDetached(finished)) {
            task.adopt(finished);
            return;
        }
        requireStaying(task, partition);
        var name = task.partition(partition);
        var resource = task.table().name();
        switch (sealing().stateOf(task.session().jdbc(), name)) {
            case SEALED -> {
                task.apply(sealing().announce(resource, name));
                if (dryRun) {
                    task.apply(sealing().unseal(resource, name));
                }
            }
            case UNSEALING -> task.apply(sealing().announce(resource, name));
            case NONE, UNSEALED -> {}
        }
    }

    private void endUnseal(Task task, String partition) throws SQLException {
        var name = task.partition(partition);
        task.adopt(task.resumed(partition));
        if (sealing().stateOf(task.session().jdbc(), name) == Sealing.State.UNSEALING) {
            task.apply(sealing().unseal(task.table().name(), name));
        }
    }

    private void detach(Task task, String partition, boolean dropThen) throws SQLException {
        var finished = task.resumed(partition);
        if (!finished.isEmpty()) {
            task.adopt(finished);
            return;
        }
        requireStaying(task, partition);
        var name = task.partition(partition);
        if (task.partitions().rest().isPresent()) {
            throw new LifeCycleRefused(
                    Reason.DEFAULT_PARTITION,
                    "%s has a default partition, so that none can be detached without a lock on all of it"
                            .formatted(task.table().name()));
        }
        requireOwnTables();
        var retiring = Retiring.in(tables.schema());
        var resource = task.table().name();
        task.apply(retiring.detach(resource, QualifiedName.of(task.table()), name, dropThen));
        dropAfter(task, name, dropThen);
    }

    /** Ends a detach that no gateway has begun; what a gateway has was tried just before. */
    private void finishDetach(Task task, String partition, boolean dropThen) throws SQLException {
        var resumed = task.resumed(partition);
        if (isDetached(resumed)) {
            task.adopt(resumed);
        }
        var pending = pending(task, partition).filter(begun -> !begun.ours());
        if (pending.isPresent()) {
            var retiring = Retiring.in(tables.schema());
            task.apply(retiring.finish(task.table().name(), pending.get(), dropThen));
            dropAfter(task, pending.get().partition(), dropThen);
        }
    }

    private void dropAfter(Task task, QualifiedName partition, boolean dropThen) throws SQLException {
        if (dropThen) {
            task.apply(Retiring.in(tables.schema()).drop(task.table().name(), partition));
        }
    }

    private Optional<Retiring.Pending> pending(Task task, String partition) {
        var table = QualifiedName.of(task.table());
        return tables.ready()
                ? Retiring.in(tables.schema()).pending(task.session().jdbc()).stream()
                        .filter(pending -> pending.table().equals(table)
                                && pending.partition().name().equals(partition))
                        .findFirst()
                : Optional.empty();
    }

    private void requireStaying(Task task, String partition) {
        if (pending(task, partition).isPresent()) {
            throw new LifeCycleRefused(
                    Reason.STATE,
                    "%s is being detached; the gateway brings that to its end once no transaction holds it any more"
                            .formatted(partition));
        }
    }

    private Sealing sealing() {
        requireOwnTables();
        return Sealing.in(tables.schema());
    }

    private void requireOwnTables() {
        if (!tables.ready()) {
            throw new LifeCycleRefused(Reason.NO_TABLES, tables.whyNot());
        }
    }

    /** The parts of a partition could be emptied by themselves; a foreign one may be written to elsewhere. */
    private static void requireOrdinary(Task task, QualifiedName partition) {
        var kind = task.session()
                .jdbc()
                .sql("SELECT relkind FROM pg_catalog.pg_class WHERE oid = to_regclass(?)")
                .param(partition.sql())
                .query(String.class)
                .single();
        if (!kind.equals("r")) {
            throw new LifeCycleRefused(
                    Reason.STATE, partition.name() + " is foreign or partitioned itself, and cannot be sealed");
        }
    }

    private static List<ChangeReport> joined(List<ChangeReport> first, List<ChangeReport> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
