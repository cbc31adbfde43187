package dev.pgweir.catalog.reader;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.postgres.PrimaryFirst;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Holds the newest catalog in a volatile field; refreshes run one at a time. It is read where the schema is changed, on
 * the primary, and from a replica, which may lag behind, only where the primary gives no answer.
 */
@Component
class CurrentCatalog implements Catalogs {

    private static final Logger log = LoggerFactory.getLogger(CurrentCatalog.class);

    private final TableAdmission admission = new TableAdmission();
    private final CatalogReader reader;
    private final ViewReader views;
    private final ApplicationEventPublisher events;
    private final PrimaryFirst nodes;
    private volatile Optional<Catalog> current = Optional.empty();

    CurrentCatalog(CatalogReader reader, ViewReader views, PrimaryFirst nodes, ApplicationEventPublisher events) {
        this.reader = reader;
        this.views = views;
        this.nodes = nodes;
        this.events = events;
    }

    @Override
    public List<String> schemas() {
        return reader.schemas();
    }

    @Override
    public Optional<Catalog> current() {
        return current;
    }

    @Override
    public synchronized Catalog refresh() {
        Catalog read = nodes.ask(() -> Catalog.of(
                views.completed(reader.tables().stream()
                        .filter(table -> admission.admit(table, reader.isMistakable(table)))
                        .toList()),
                reader.routines()));
        if (!current.equals(Optional.of(read))) {
            current = Optional.of(read);
            events.publishEvent(new CatalogChanged(read));
            report(read);
        }
        return read;
    }

    private void report(Catalog catalog) {
        if (catalog.tables().isEmpty()) {
            log.error("{}", whyEmpty(schemas().getFirst()));
        } else {
            log.info("Tables and views served: {}", catalog.tables().size());
            schemas().stream()
                    .skip(1)
                    .filter(schema -> !holdsAny(catalog, schema))
                    .forEach(schema -> log.warn("{}", whyEmpty(schema)));
        }
    }

    private static boolean holdsAny(Catalog catalog, String schema) {
        return catalog.tables().values().stream()
                        .anyMatch(table -> table.schema().equals(schema))
                || catalog.routines().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(routine -> routine.schema().equals(schema));
    }

    private String whyEmpty(String schema) {
        return nodes.ask(() -> reader.access(schema)).whyEmpty();
    }
}
