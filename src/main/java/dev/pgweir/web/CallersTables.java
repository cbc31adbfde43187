package dev.pgweir.web;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.PerTable;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.Operation;
import dev.pgweir.web.problem.Refused;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tables as the caller of the running request may use them: with its privileges, and the columns that it may read. Thread-safe. */
@Component
class CallersTables {

    private final Catalogs catalogs;
    private final PerTable<Set<Operation>> operations = new PerTable<>();

    CallersTables(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * A table as the caller may use it for an operation.
     *
     * @param table as one caller at least may use it
     * @throws dev.pgweir.problem.ProblemException where the caller may not
     */
    @SuppressWarnings("ReferenceEquality") // those of a role are others
    Table permitted(Table table, Operation operation) {
        var mine = find(table);
        if (mine.isEmpty()) {
            throw Refused.of("permission denied for table " + table.relation()).toException();
        }
        if (mine.get() != table && !operations.get(mine.get(), Operation::on).contains(operation)) {
            throw Refused.of("permission denied for table " + table.relation()).toException();
        }
        return mine.get();
    }

    /** A table as the caller may use it, if it may at all. */
    Optional<Table> find(Table table) {
        var mine = catalogs.ofCaller();
        return mine.isEmpty() ? Optional.of(table) : mine.get().table(table.name());
    }
}
