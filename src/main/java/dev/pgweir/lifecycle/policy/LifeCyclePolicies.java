package dev.pgweir.lifecycle.policy;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.TableSettings;
import dev.pgweir.partitions.TableSettings.BareId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The life cycles that are configured. Immutable. */
@Component
public class LifeCyclePolicies {

    private static final Logger log = LoggerFactory.getLogger(LifeCyclePolicies.class);

    private final Map<String, TableSettings> tables;
    private final SortedMap<String, LifeCycleSettings> settings;

    LifeCyclePolicies(LifeCycleProperties properties, PartitionsProperties requests) {
        this.tables = requests.tables();
        this.settings = Collections.unmodifiableSortedMap(properties.lifeCycles());
    }

    /** By the name of the resource. */
    public SortedMap<String, LifeCycleSettings> settings() {
        return settings;
    }

    /**
     * That of a table, if it has one.
     *
     * @throws PolicyMisfit where it does not fit the table
     */
    public Optional<LifeCyclePolicy> of(Table table) {
        return Optional.ofNullable(settings.get(table.name())).map(policy -> LifeCyclePolicy.of(table, policy));
    }

    /**
     * Makes sure that what is configured fits the tables that there are.
     *
     * @throws PolicyMisfit where some does not, which it tells of all of it
     */
    public void check(Catalog catalog) {
        var misfits = new ArrayList<PolicyMisfit>();
        Stream.concat(tables.keySet().stream(), settings.keySet().stream())
                .distinct()
                .forEach(resource -> {
                    try {
                        check(catalog, resource);
                    } catch (PolicyMisfit misfit) {
                        misfits.add(misfit);
                    }
                });
        if (!misfits.isEmpty()) {
            throw PolicyMisfit.all(misfits);
        }
    }

    private void check(Catalog catalog, String resource) {
        var table = catalog.table(resource);
        if (table.isPresent()) {
            of(table.get());
            Optional.ofNullable(tables.get(resource)).ifPresent(wanted -> check(table.get(), wanted));
        } else if (settings.containsKey(resource)) {
            throw PolicyMisfit.unknown(resource);
        } else {
            log.warn(
                    "{}: nothing comes of it until there is one",
                    PolicyMisfit.unknown(resource).getMessage());
        }
    }

    private static void check(Table table, TableSettings wanted) {
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
