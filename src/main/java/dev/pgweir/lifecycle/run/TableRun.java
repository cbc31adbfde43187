package dev.pgweir.lifecycle.run;

import dev.pgweir.catalog.Table;
import dev.pgweir.lifecycle.change.ChangeReport;
import dev.pgweir.lifecycle.change.QualifiedName;
import dev.pgweir.lifecycle.policy.Grid;
import dev.pgweir.lifecycle.policy.LifeCyclePolicies;
import dev.pgweir.lifecycle.policy.LifeCyclePolicy;
import dev.pgweir.lifecycle.policy.PolicyMisfit;
import dev.pgweir.lifecycle.run.LifeCycleRefused.Reason;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A run at one table: what is known of its partitions, and what may be made. Not thread-safe. */
public final class TableRun {

    private final Run run;
    private final Table table;
    private final RangePartitions partitions;
    private final LifeCyclePolicies policies;
    private final List<ChangeReport> resumed;

    /**
     * Of a table that is partitioned by range over one column.
     *
     * @param resumed what was finished in the session before
     */
    TableRun(Run run, Table table, RangePartitions partitions, LifeCyclePolicies policies, List<ChangeReport> resumed) {
        this.run = run;
        this.table = table;
        this.partitions = partitions;
        this.policies = policies;
        this.resumed = List.copyOf(resumed);
    }

    /** The run. */
    public Run run() {
        return run;
    }

    /** The connection of the run. */
    public JdbcClient jdbc() {
        return run.session().jdbc();
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
    public Optional<LifeCyclePolicy> policy() {
        return policies.of(table);
    }

    /**
     * The key that separates what lies ahead: now, or where the newest partition begins that has rows. Empty where there is no
     * partition to count from.
     */
    public Optional<KeyValue> present(LifeCyclePolicy policy) {
        return switch (policy.grid()) {
            case Grid.OfCalendar calendar -> calendar.at(ZonedDateTime.now(ZoneOffset.UTC));
            case Grid.OfSteps _ -> newestWithRows();
        };
    }

    private Optional<KeyValue> newestWithRows() {
        var bounded = partitions.placed().stream()
                .filter(placed -> placed.window().from().isPresent())
                .toList();
        return bounded.reversed().stream()
                .filter(placed -> jdbc().sql("SELECT EXISTS (SELECT FROM %s)"
                                .formatted(QualifiedName.of(placed.partition()).sql()))
                        .query(Boolean.class)
                        .single())
                .findFirst()
                .or(() -> bounded.stream().findFirst())
                .flatMap(placed -> placed.window().from());
    }

    /** What keeps the gateway from looking after the table unasked. */
    public Optional<MakeObstacle> otherOwner() {
        return new Partman(jdbc()).manages(table.schema(), table.relation())
                ? Optional.of(MakeObstacle.pgPartman(table.name()))
                : Optional.empty();
    }

    /**
     * The partitions that may be made.
     *
     * @param grid what they are named by
     */
    public NewPartitions newPartitions(Grid grid) {
        return new NewPartitions(jdbc(), table, partitions, grid);
    }

    /**
     * The partition of a name, which may be the default one.
     *
     * @throws LifeCycleRefused where there is none
     */
    public QualifiedName partition(String name) {
        return table.partitioning().stream()
                .flatMap(partitioning -> partitioning.partitions().stream())
                .filter(partition -> partition.name().equals(name))
                .map(QualifiedName::of)
                .findFirst()
                .orElseThrow(() -> new LifeCycleRefused(
                        Reason.UNKNOWN_PARTITION, "%s has no partition %s".formatted(table.name(), name)));
    }

    /** What was done to the partition in the session before, to bring to its end what an earlier attempt had begun. */
    public List<ChangeReport> resumed(String partition) {
        return resumed.stream()
                .filter(report -> report.partition().equals(partition))
                .toList();
    }
}
