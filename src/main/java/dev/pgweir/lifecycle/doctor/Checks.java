package dev.pgweir.lifecycle.doctor;

import static java.util.stream.Collectors.joining;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Partitioning.Strategy;
import dev.pgweir.catalog.Table;
import dev.pgweir.lifecycle.change.QualifiedName;
import dev.pgweir.lifecycle.doctor.Examination.PartitionState;
import dev.pgweir.lifecycle.doctor.Examination.RequestLocks;
import dev.pgweir.lifecycle.policy.UpcomingPartitions;
import dev.pgweir.lifecycle.run.TableStatus.Finding;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.TableSettings.BareId;
import dev.pgweir.postgres.Identifier;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what is wrong with a partitioned table, from facts alone.
 *
 * @param table the table
 * @param key the columns of its partition key; none where that holds an expression
 * @param strategy by what it is partitioned
 * @param bareId how rows are named by one column alone, if that is configured
 * @param facts what the server tells
 */
record Checks(Table table, Strategy strategy, List<String> key, Optional<BareId> bareId, Facts facts) {

    private static final Period SOON = Period.ofYears(1);
    private static final Set<String> ID_TYPES = Set.of("int2", "int4", "int8", "uuid");

    /** What can be said whatever the time is. */
    List<Finding> findings(RequestLocks locks) {
        return Stream.of(
                        noKey(),
                        noRangeIndex(),
                        noIdIndex(),
                        noLocator(),
                        notPlaced(),
                        gaps(),
                        defaultPartition(),
                        defaultHoldsRows(),
                        detaching(),
                        manyLocks(locks))
                .flatMap(found -> found)
                .toList();
    }

    private Stream<Finding> noKey() {
        if (!table.keys().isEmpty()) {
            return Stream.empty();
        }
        var message = """
                %s has no primary key, and no unique one of columns that are not null: its rows have no addresses, and pages \
                after the first are found by counting. A key must hold the partition key""".formatted(table.name());
        return key.isEmpty()
                ? Stream.of(new Finding("no-key", message))
                : Stream.of(new Finding("no-key", message, primaryKey()));
    }

    /** Empty where no column looks as if it told rows apart. */
    private Optional<String> primaryKey() {
        var identifying = id().flatMap(table::column)
                .or(() -> table.columns().stream().filter(Checks::looksLikeAnId).findFirst());
        return identifying.map(column -> "ALTER TABLE %s ADD PRIMARY KEY (%s)"
                .formatted(
                        QualifiedName.of(table).sql(),
                        Stream.concat(key.stream(), Stream.of(column.name()))
                                .distinct()
                                .map(Identifier::quoted)
                                .collect(joining(", "))));
    }

    private static boolean looksLikeAnId(Column column) {
        return ID_TYPES.contains(column.type().base())
                && !column.type().array()
                && (column.name().equals("id") || column.name().endsWith("_id"));
    }

    private Stream<Finding> noRangeIndex() {
        return strategy != Strategy.RANGE || key.isEmpty() || facts.isIndexedBy(key.getFirst())
                ? Stream.empty()
                : Stream.of(new Finding(
                        "no-range-index",
                        """
                        no index of %1$s begins with %2$s: a range of it, and a page of the newest rows, reads whole partitions""".formatted(table.name(), key.getFirst()),
                        Optional.of(index(key.getFirst()))));
    }

    private Stream<Finding> noIdIndex() {
        return id().filter(column -> !facts.isIndexedBy(column)).stream()
                .map(column ->
                        new Finding("no-id-index", """
                        no index of %1$s begins with %2$s, which pgweir.partitions.tables.%1$s.id names: to find a row by it reads \
                        whole partitions""".formatted(table.name(), column), Optional.of(index(column))));
    }

    private Optional<String> id() {
        return bareId.map(BareId::column);
    }

    private Stream<Finding> noLocator() {
        return bareId.stream()
                .filter(_ -> !key.isEmpty())
                .filter(id -> !facts.locatedBy().containsAll(List.of(id.column(), key.getFirst())))
                .flatMap(id -> id.locator().stream().map(locator -> noLocator(id.column(), locator)));
    }

    private Finding noLocator(String column, String locator) {
        return new Finding("no-locator", """
                pgweir.partitions.tables.%1$s.locator=%2$s is no table whose columns %3$s and %4$s the gateway's role may read: \
                rows that are named by %3$s alone are not found where it is needed. Make it, GRANT SELECT, or remove the key""".formatted(table.name(), locator, column, key.getFirst()));
    }

    private String index(String column) {
        return "CREATE INDEX ON %s (%s)".formatted(QualifiedName.of(table).sql(), Identifier.quoted(column));
    }

    private Stream<Finding> notPlaced() {
        return strategy == Strategy.RANGE && RangePartitions.of(table).isEmpty()
                ? Stream.of(new Finding("bounds-not-understood", """
                        the partition key of %s is an expression, of another type than date, timestamp, timestamptz, uuid, smallint, \
                        integer or bigint, or has bounds beyond the years 1 to 9999: PostgreSQL leaves partitions out, but the gateway \
                        does not walk through them, and no policy holds""".formatted(table.name())))
                : Stream.empty();
    }

    private Stream<Finding> gaps() {
        return RangePartitions.ofOneColumn(table).stream()
                .flatMap(partitions -> UpcomingPartitions.gaps(partitions).stream())
                .map(gap -> Finding.gap(table.name(), gap));
    }

    private Stream<Finding> defaultPartition() {
        return rest().filter(_ -> !facts.defaultHoldsRows())
                .map(rest -> new Finding(
                        "default-partition",
                        """
                        %s has a default partition: newest-first pages without an upper bound look into all partitions, and none can be \
                        detached without a lock on the whole table. It holds no rows""".formatted(table.name()),
                        Optional.of("ALTER TABLE %s DETACH PARTITION %s"
                                .formatted(
                                        QualifiedName.of(table).sql(),
                                        rest.qualifiedName().sql()))));
    }

    private Stream<Finding> defaultHoldsRows() {
        return rest().filter(_ -> facts.defaultHoldsRows())
                .map(rest -> new Finding("default-holds-rows", """
                        the default partition of %s holds rows, whose partitions cannot be made while they are there: move them away, \
                        make partitions for them, and detach %s""".formatted(
                                table.name(), rest.place().name())));
    }

    private Stream<PartitionState> rest() {
        return facts.partitions().stream().filter(PartitionState::isDefault);
    }

    private Stream<Finding> detaching() {
        return facts.partitions().stream()
                .filter(PartitionState::detaching)
                .map(partition -> new Finding(
                        "detach-pending",
                        """
                        the detach of %s from %s was interrupted: its rows are served no more, and no other partition can be detached""".formatted(partition.place().name(), table.name()),
                        Optional.of("ALTER TABLE %s DETACH PARTITION %s FINALIZE"
                                .formatted(
                                        QualifiedName.of(table).sql(),
                                        partition.qualifiedName().sql()))));
    }

    private Stream<Finding> manyLocks(RequestLocks locks) {
        if (locks.unbounded() <= locks.fastPath()) {
            return Stream.empty();
        }
        var message = """
                a request of %1$s without a range locks more tables and indexes than have a place of their own in a process, so that \
                requests wait for each other. pgweir.partitions.tables.%1$s.require-range refuses such""".formatted(table.name());
        return Stream.of(
                facts.table().hasManyGroups() && Facts.slotsFor(locks.unbounded()) >= locks.unbounded()
                        ? new Finding(
                                "many-locks",
                                message + "; or give more places, on replicas first, and restart the servers",
                                Optional.of("ALTER SYSTEM SET max_locks_per_transaction = "
                                        + Facts.slotsFor(locks.unbounded())))
                        : new Finding("many-locks", message));
    }

    /** Where new rows will soon be refused, unless partitions are made. */
    Optional<Finding> nothingAhead(RangePartitions partitions, KeyValue present) {
        var placed = partitions.placed();
        var provided = partitions.rest().isPresent()
                || !UpcomingPartitions.beginnings(partitions, present).isEmpty();
        return placed.isEmpty() || provided
                ? Optional.empty()
                : placed.getLast()
                        .window()
                        .to()
                        .filter(end -> present.plus(SOON)
                                .filter(soon -> soon.compareTo(end) < 0)
                                .isEmpty())
                        .map(end -> new Finding("nothing-ahead", """
                                the last partition of %1$s ends at %2$s, and rows from there on are refused. Set \
                                pgweir.partitions.tables.%1$s.life-cycle, or %3$s""".formatted(
                                        table.name(), end.text(), Finding.callToMake(table.name()))));
    }
}
