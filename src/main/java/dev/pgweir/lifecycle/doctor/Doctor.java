package dev.pgweir.lifecycle.doctor;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import dev.pgweir.lifecycle.change.QualifiedName;
import dev.pgweir.lifecycle.doctor.Examination.Coverage;
import dev.pgweir.lifecycle.doctor.Examination.Gap;
import dev.pgweir.lifecycle.doctor.Examination.PartitionState;
import dev.pgweir.lifecycle.doctor.Examination.PartitionsAhead;
import dev.pgweir.lifecycle.doctor.Examination.Scheme;
import dev.pgweir.lifecycle.policy.Grid;
import dev.pgweir.lifecycle.policy.LifeCyclePolicies;
import dev.pgweir.lifecycle.policy.UpcomingPartitions;
import dev.pgweir.lifecycle.run.LifeCycleState;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.TableSettings.BareId;
import dev.pgweir.partitions.Window;
import dev.pgweir.postgres.PrimaryFirst;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Examines partitioned tables: on the primary, and on a replica where there is none. Thread-safe. */
@Component
public class Doctor {

    private final Catalogs catalogs;
    private final FactReader reader;
    private final PartitionsProperties properties;
    private final LifeCyclePolicies policies;
    private final LifeCycleState lifeCycle;
    private final PrimaryFirst nodes;

    Doctor(
            Catalogs catalogs,
            FactReader reader,
            PartitionsProperties properties,
            LifeCyclePolicies policies,
            LifeCycleState lifeCycle,
            PrimaryFirst nodes) {
        this.catalogs = catalogs;
        this.reader = reader;
        this.properties = properties;
        this.policies = policies;
        this.lifeCycle = lifeCycle;
        this.nodes = nodes;
    }

    /** Examines all. */
    public List<Examination> all() {
        return catalogs.current().map(Catalog::tables).stream()
                .flatMap(tables -> tables.values().stream())
                .flatMap(table -> examine(table).stream())
                .toList();
    }

    /** Examines one; empty where no partitioned table of that name is served. */
    public Optional<Examination> of(String resource) {
        return catalogs.current().flatMap(catalog -> catalog.table(resource)).flatMap(this::examine);
    }

    private Optional<Examination> examine(Table table) {
        return table.partitioning().map(partitioning -> examination(table, partitioning, facts(table)));
    }

    private Facts facts(Table table) {
        var locator = properties.bareId(table.name()).flatMap(BareId::locator);
        return nodes.ask(() -> reader.read(table, locator));
    }

    private Examination examination(Table table, Partitioning partitioning, Facts facts) {
        var placed = RangePartitions.ofOneColumn(table);
        var partitions = placed.map(known -> inOrder(facts.partitions(), known)).orElse(facts.partitions());
        var present = placed.flatMap(known -> present(known.type()));
        var locks = facts.locks(placed.flatMap(known -> newest(partitions, known, present)));
        var checks =
                new Checks(table, partitioning.strategy(), partitioning.key(), properties.bareId(table.name()), facts);
        var cared = policies.settings().containsKey(table.name());
        var nothingAhead =
                placed.filter(_ -> !cared).flatMap(known -> present.flatMap(now -> checks.nothingAhead(known, now)));
        return new Examination(
                table.name(),
                new Scheme(partitioning.strategy().name().toLowerCase(Locale.ROOT), partitioning.key()),
                new Coverage(
                        partitions,
                        placed.stream().flatMap(Doctor::gaps).toList(),
                        placed.flatMap(known -> present.map(now -> ahead(known, now)))),
                lifeCycle.status(table.name()),
                locks,
                Stream.concat(checks.findings(locks).stream(), nothingAhead.stream())
                        .toList());
    }

    /** The key of this moment; empty where keys tell no time. */
    private static Optional<KeyValue> present(KeyType type) {
        return switch (Grid.finest(type)) {
            case Grid.OfCalendar calendar -> calendar.at(ZonedDateTime.now(ZoneOffset.UTC));
            case Grid.OfSteps _ -> Optional.empty();
        };
    }

    /** Those that are placed in the order of their windows, then the others. */
    private static List<PartitionState> inOrder(List<PartitionState> partitions, RangePartitions known) {
        Map<QualifiedName, PartitionState> others = new LinkedHashMap<>();
        partitions.forEach(state -> others.put(state.qualifiedName(), state));
        var placed = known.placed().stream()
                .flatMap(entry -> Stream.ofNullable(others.remove(QualifiedName.of(entry.partition())))
                        .map(state -> state.within(entry.window())))
                .toList();
        return Stream.concat(placed.stream(), others.values().stream()).toList();
    }

    /** The partition of this moment, or the last one. */
    private static Optional<PartitionState> newest(
            List<PartitionState> partitions, RangePartitions known, Optional<KeyValue> present) {
        var held = present.map(now -> known.intersecting(Window.only(now))).orElse(List.of());
        return Stream.of(held, known.intersecting(Window.ALL).reversed())
                .flatMap(List::stream)
                .findFirst()
                .flatMap(newest -> partitions.stream()
                        .filter(state -> state.qualifiedName().equals(QualifiedName.of(newest)))
                        .findFirst());
    }

    private static Stream<Gap> gaps(RangePartitions known) {
        return UpcomingPartitions.gaps(known).stream()
                .map(gap -> new Gap(
                        gap.from().orElseThrow().text(), gap.to().orElseThrow().text()));
    }

    private static PartitionsAhead ahead(RangePartitions known, KeyValue present) {
        var later = UpcomingPartitions.beginnings(known, present);
        var last = later.isEmpty() ? Optional.<KeyValue>empty() : Optional.of(later.getLast());
        return new PartitionsAhead(
                later.size(),
                last.map(KeyValue::text),
                last.map(from -> Grid.finest(known.type()).distance(present, from)));
    }
}
