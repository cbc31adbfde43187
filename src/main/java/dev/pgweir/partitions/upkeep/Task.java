package dev.pgweir.partitions.upkeep;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.change.Change;
import dev.pgweir.partitions.change.ChangeReport;
import dev.pgweir.partitions.change.Making;
import dev.pgweir.partitions.change.QualifiedName;
import dev.pgweir.partitions.grid.Grid;
import dev.pgweir.partitions.grid.Policy;
import dev.pgweir.partitions.grid.PolicyMisfit;
import dev.pgweir.partitions.session.MaintenanceSession;
import dev.pgweir.partitions.upkeep.LifeCycleRefused.Reason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An operator's call on its session: the table it is about, and what was done for it. For one thread. */
public final class Task {

    private final MaintenanceSession session;
    private final Table table;
    private final RangePartitions partitions;
    private final Policies policies;
    private final Optional<ChangeRunner> runner;
    private final List<ChangeReport> resumed;
    private final List<ChangeReport> reports = new ArrayList<>();

    /**
     * A call.
     *
     * @param runner what runs changes; empty where nothing is to be run
     * @param resumed what was finished before it
     */
    Task(
            MaintenanceSession session,
            Catalog catalog,
            String resource,
            Policies policies,
            Optional<ChangeRunner> runner,
            List<ChangeReport> resumed) {
        this.resumed = List.copyOf(resumed);
        this.session = session;
        this.policies = policies;
        this.runner = runner;
        this.table = catalog.table(resource)
                .orElseThrow(() -> new LifeCycleRefused(
                        Reason.UNKNOWN_TABLE, "no table of the name %s is served".formatted(resource)));
        this.partitions = RangePartitions.ofOneColumn(table)
                .orElseThrow(() -> new LifeCycleRefused(
                        Reason.UNKNOWN_TABLE,
                        "%s is not partitioned by range over one column whose values can be placed"
                                .formatted(resource)));
    }

    /** Where it runs. */
    public MaintenanceSession session() {
        return session;
    }

    /** What it is about. */
    public Table table() {
        return table;
    }

    /** The table's partitions. */
    public RangePartitions partitions() {
        return partitions;
    }

    /**
     * The life cycle of the table, if it has one.
     *
     * @throws PolicyMisfit where it does not fit the table any more
     */
    public Optional<Policy> policy() {
        return policies.of(table);
    }

    /** The key that separates what lies ahead; empty where there is no partition to count from. */
    public Optional<KeyValue> present(Policy policy) {
        return Upkeep.present(session.jdbc(), partitions, policy);
    }

    /** Whether pg_partman looks after the table, so that nobody else should. */
    public boolean isPartmans() {
        return new Partman(session.jdbc()).manages(table.schema(), table.name());
    }

    /**
     * What makes partitions of the table.
     *
     * @param grid what they are named by
     * @throws LifeCycleRefused where they would not be like the newest one
     */
    public Making making(Grid grid) {
        var making = new Making(session.jdbc(), table, partitions, grid);
        if (!making.isLikeItsSiblings()) {
            throw new LifeCycleRefused(
                    Reason.STATE, "the newest partition is foreign or partitioned itself; only ordinary ones are made");
        }
        return making;
    }

    /** The partition of a name, which may be the default one. */
    public QualifiedName partition(String name) {
        return table.partitioning().stream()
                .flatMap(partitioning -> partitioning.partitions().stream())
                .filter(partition -> partition.name().equals(name))
                .map(QualifiedName::of)
                .findFirst()
                .orElseThrow(() -> new LifeCycleRefused(
                        Reason.UNKNOWN_PARTITION, "%s has no partition %s".formatted(table.name(), name)));
    }

    /** Makes a change, or only tells of it. */
    public void apply(Change change) throws SQLException {
        reports.add(runner.isPresent() ? runner.get().run(session, change) : ChangeReport.dryRun(change));
    }

    /** What was done to the partition before this call, to bring to its end what an earlier attempt had begun. */
    public List<ChangeReport> resumed(String partition) {
        return resumed.stream()
                .filter(report -> report.partition().equals(partition))
                .toList();
    }

    /** Answers with what was done by others, too. */
    public void adopt(List<ChangeReport> others) {
        reports.addAll(others);
    }

    List<ChangeReport> reports() {
        return List.copyOf(reports);
    }
}
