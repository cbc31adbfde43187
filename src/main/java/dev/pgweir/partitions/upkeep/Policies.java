package dev.pgweir.partitions.upkeep;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.LifeCycleSettings;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.TableSettings;
import dev.pgweir.partitions.TableSettings.BareId;
import dev.pgweir.partitions.grid.Policy;
import dev.pgweir.partitions.grid.PolicyMisfit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The life cycles that are configured. Immutable. */
@Component
class Policies {

    private static final Logger log = LoggerFactory.getLogger(Policies.class);

    private final Map<String, TableSettings> tables;
    private final SortedMap<String, LifeCycleSettings> settings;

    Policies(PartitionsProperties properties) {
        this.tables = properties.tables();
        var configured = new TreeMap<String, LifeCycleSettings>();
        properties
                .tables()
                .forEach((resource, table) -> table.policy().ifPresent(policy -> configured.put(resource, policy)));
        this.settings = Collections.unmodifiableSortedMap(configured);
    }

    /** By the name of the resource. */
    SortedMap<String, LifeCycleSettings> settings() {
        return settings;
    }

    /**
     * That of a table, if it has one.
     *
     * @throws PolicyMisfit where it does not fit the table
     */
    Optional<Policy> of(Table table) {
        return Optional.ofNullable(settings.get(table.name())).map(policy -> Policy.of(table, policy));
    }

    /**
     * Makes sure that all fit the tables that there are.
     *
     * @throws PolicyMisfit where some do not, which it tells of all of them
     */
    void check(Catalog catalog) {
        var misfits = new ArrayList<PolicyMisfit>();
        tables.forEach((resource, wanted) -> {
            try {
                check(catalog, resource, wanted);
            } catch (PolicyMisfit misfit) {
                misfits.add(misfit);
            }
        });
        if (!misfits.isEmpty()) {
            throw PolicyMisfit.all(misfits);
        }
    }

    private static void check(Catalog catalog, String resource, TableSettings wanted) {
        var table = catalog.table(resource);
        if (table.isPresent()) {
            check(table.get(), wanted);
        } else if (wanted.policy().isPresent()) {
            throw PolicyMisfit.unknown(resource);
        } else {
            log.warn(
                    "{}: nothing comes of it until there is one",
                    PolicyMisfit.unknown(resource).getMessage());
        }
    }

    private static void check(Table table, TableSettings wanted) {
        wanted.policy().ifPresent(policy -> Policy.of(table, policy));
        if (wanted.wantsRanges() && RangePartitions.of(table).isEmpty()) {
            throw PolicyMisfit.withoutRanges(table.name());
        }
        wanted.bareId()
                .map(BareId::column)
                .filter(id -> table.primaryKey()
                        .filter(key -> key.columns().contains(id))
                        .isEmpty())
                .ifPresent(id -> {
                    throw PolicyMisfit.withoutId(table.name(), id);
                });
    }
}
