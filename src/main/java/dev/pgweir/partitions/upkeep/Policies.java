package dev.pgweir.partitions.upkeep;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.LifeCycleSettings;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.grid.Policy;
import dev.pgweir.partitions.grid.PolicyMisfit;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The life cycles that are configured. Immutable. */
@Component
class Policies {

    private final SortedMap<String, LifeCycleSettings> settings;

    Policies(PartitionsProperties properties) {
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
     * @throws PolicyMisfit where one does not
     */
    void check(Catalog catalog) {
        settings.forEach((resource, policy) ->
                Policy.of(catalog.table(resource).orElseThrow(() -> PolicyMisfit.unknown(resource)), policy));
    }
}
