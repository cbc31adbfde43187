package dev.pgweir.partitions.upkeep;

import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.LifeCycleSettings.Then;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.change.Making;
import dev.pgweir.partitions.change.QualifiedName;
import dev.pgweir.partitions.change.Retiring;
import dev.pgweir.partitions.change.Sealing;
import dev.pgweir.partitions.grid.Ahead;
import dev.pgweir.partitions.grid.Grid;
import dev.pgweir.partitions.grid.Policy;
import dev.pgweir.partitions.history.OwnTables;
import dev.pgweir.partitions.upkeep.TableStatus.Finding;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes the partitions of a table that its policy wants to have ready, and retires those that have reached their age. */
@Component
class Upkeep {

    /** More at once are likely a mistake: a table that was left alone for long, or an interval that is too short. */
    private static final int MOST_AT_ONCE = 400;

    private final OwnTables tables;
    private final Duration sealLease;

    Upkeep(OwnTables tables, PartitionsProperties properties) {
        this.tables = tables;
        this.sealLease = properties.sealLease();
    }

    /** Brings a table to where its policy wants it, as far as can be. */
    void tend(Run run, Table table, Policy policy) throws SQLException {
        var name = table.name();
        if (new Partman(run.session().jdbc()).manages(table.schema(), name)) {
            run.find(name, new Finding("managed-by-pg-partman", """
                    pg_partman looks after %s, so the gateway does not. Remove it from part_config, or its life cycle from \
                    the configuration""".formatted(name)));
            return;
        }
        var partitions = RangePartitions.ofOneColumn(table).orElseThrow();
        var present = present(run.session().jdbc(), partitions, policy);
        if (present.isPresent()) {
            make(run, table, partitions, policy, present.get());
            retire(run, table, partitions, policy, present.get());
        } else {
            run.find(name, new Finding("no-partition", """
                    %s has no partition to go on from. POST /admin/partitions/%s/make with from and to makes the first""".formatted(name, name)));
        }
    }

    /** How a table stands, with what a run came upon. */
    TableStatus status(Run run, Table table, Policy policy) {
        return present(run.session().jdbc(), RangePartitions.ofOneColumn(table).orElseThrow(), policy)
                .map(present -> TableStatus.of(table, policy, present, run.findings(table.name())))
                .orElseGet(() -> TableStatus.unknown(table.name(), run.findings(table.name())));
    }

    /** The key that separates what lies ahead: now, or where the newest partition begins that has rows. */
    static Optional<KeyValue> present(JdbcClient jdbc, RangePartitions partitions, Policy policy) {
        return switch (policy.grid()) {
            case Grid.OfCalendar calendar -> calendar.at(ZonedDateTime.now(ZoneOffset.UTC));
            case Grid.OfSteps _ -> newestWithRows(jdbc, partitions);
        };
    }

    private static Optional<KeyValue> newestWithRows(JdbcClient jdbc, RangePartitions partitions) {
        var bounded = partitions.placed().stream()
                .filter(placed -> placed.window().from().isPresent())
                .toList();
        return bounded.reversed().stream()
                .filter(placed -> jdbc.sql("SELECT EXISTS (SELECT FROM %s)"
                                .formatted(QualifiedName.of(placed.partition()).sql()))
                        .query(Boolean.class)
                        .single())
                .findFirst()
                .or(() -> bounded.stream().findFirst())
                .flatMap(placed -> placed.window().from());
    }

    private void make(Run run, Table table, RangePartitions partitions, Policy policy, KeyValue present)
            throws SQLException {
        var missing = Ahead.of(partitions, policy, present).missing();
        if (missing.isEmpty()) {
            return;
        }
        var making = new Making(run.session().jdbc(), table, partitions, policy.grid());
        if (missing.size() > MOST_AT_ONCE) {
            run.find(table.name(), new Finding("too-far-behind", """
                    %s lacks %d partitions up to now, more than are made at once. POST /admin/partitions/%s/make with a later \
                    from begins anew""".formatted(
                            table.name(), missing.size(), table.name())));
        } else if (!making.isLikeItsSiblings()) {
            run.find(table.name(), new Finding("not-alike", """
                    the newest partition of %s is foreign or partitioned itself; the gateway makes ordinary tables only""".formatted(table.name())));
        } else {
            for (var window : missing) {
                var change = making.change(window);
                if (making.isInDefault(window)) {
                    run.find(
                            table.name(),
                            Finding.defaultHoldsRows(
                                    "make of " + change.partition().sql()));
                } else {
                    run.attempt(change);
                }
            }
        }
    }

    private void retire(Run run, Table table, RangePartitions partitions, Policy policy, KeyValue present)
            throws SQLException {
        var old = old(partitions, policy.cutoff(present));
        if (old.isEmpty()) {
            return;
        }
        var then = policy.retention().orElseThrow().then();
        var obstacle = obstacle(table, partitions, then);
        if (obstacle.isPresent()) {
            run.find(table.name(), obstacle.get());
            return;
        }
        for (var partition : old) {
            switch (then) {
                case SEAL -> seal(run, table, partition);
                case DETACH, DROP -> detach(run, table, partition, then == Then.DROP);
            }
        }
    }

    /** The partitions that lie below the bound as a whole. */
    private static List<QualifiedName> old(RangePartitions partitions, Optional<KeyValue> cutoff) {
        return partitions.placed().stream()
                .filter(placed -> placed.window().to().isPresent() && cutoff.isPresent())
                .filter(placed -> placed.window().to().get().compareTo(cutoff.get()) <= 0)
                .map(placed -> QualifiedName.of(placed.partition()))
                .toList();
    }

    private Optional<Finding> obstacle(Table table, RangePartitions partitions, Then then) {
        if (!tables.ready()) {
            return Optional.of(new Finding("no-own-tables", "partitions are not retired: " + tables.whyNot()));
        }
        return then == Then.SEAL || partitions.rest().isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding("default-blocks-detach", """
                        %s has a default partition, so that no partition can be detached without a lock on all of it. Make \
                        partitions for its rows and drop it""".formatted(table.name())));
    }

    /** One that an operator has unsealed is left as it is. */
    private void seal(Run run, Table table, QualifiedName partition) throws SQLException {
        var sealing = Sealing.in(tables.schema());
        if (sealing.stateOf(run.session().jdbc(), partition) == Sealing.State.NONE) {
            run.attempt(sealing.seal(table.name(), partition));
        }
    }

    private void detach(Run run, Table table, QualifiedName partition, boolean dropThen) throws SQLException {
        var sealing = Sealing.in(tables.schema());
        switch (sealing.stateOf(run.session().jdbc(), partition)) {
            case SEALED -> {
                run.attempt(sealing.announce(table.name(), partition));
                run.again(sealLease);
            }
            case UNSEALING -> run.again(sealLease);
            case NONE, UNSEALED -> {
                var retiring = Retiring.in(tables.schema());
                if (run.attempt(retiring.detach(table.name(), QualifiedName.of(table), partition, dropThen))
                        && dropThen) {
                    run.attempt(retiring.drop(table.name(), partition));
                }
            }
        }
    }
}
