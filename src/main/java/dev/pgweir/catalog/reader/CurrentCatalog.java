package dev.pgweir.catalog.reader;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.catalog.Catalogs;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds the newest catalog in a volatile field; refreshes run one at a time. It is read where the schema is changed, on
 * the primary, and from a replica, which may lag behind, only where the primary gives no answer.
 */
@Component
class CurrentCatalog implements Catalogs {

    private static final Logger log = LoggerFactory.getLogger(CurrentCatalog.class);

    private final TableAdmission admission = new TableAdmission();
    private final CatalogReader reader;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate onPrimary;
    private final TransactionTemplate onReplica;
    private volatile Optional<Catalog> current = Optional.empty();

    CurrentCatalog(CatalogReader reader, PlatformTransactionManager transactions, ApplicationEventPublisher events) {
        this.reader = reader;
        this.events = events;
        this.onPrimary = new TransactionTemplate(transactions);
        this.onReplica = new TransactionTemplate(transactions);
        onReplica.setReadOnly(true);
    }

    @Override
    public String schema() {
        return reader.schema();
    }

    @Override
    public Optional<Catalog> current() {
        return current;
    }

    @Override
    public synchronized Catalog refresh() {
        Catalog read = Catalog.of(
                read(reader::tables).stream().filter(admission::admit).toList());
        if (!current.equals(Optional.of(read))) {
            current = Optional.of(read);
            events.publishEvent(new CatalogChanged(read));
            report(read);
        }
        return read;
    }

    private void report(Catalog catalog) {
        if (catalog.tables().isEmpty()) {
            log.error("{}", read(reader::access).whyEmpty());
        } else {
            log.info("Tables and views served: {}", catalog.tables().size());
        }
    }

    private <T> T read(Supplier<T> question) {
        try {
            return onPrimary.execute(status -> question.get());
        } catch (RuntimeException primaryFailed) {
            try {
                return onReplica.execute(status -> question.get());
            } catch (RuntimeException replicaFailed) {
                replicaFailed.addSuppressed(primaryFailed);
                throw replicaFailed;
            }
        }
    }
}
