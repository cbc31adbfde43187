package dev.pgweir.web;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.PerTable;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.Operation;
import dev.pgweir.web.problem.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

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
        var tables = catalogs.ofCaller();
        var mine = tables.isEmpty() ? Optional.of(table) : tables.get().table(table.name());
        return mine.filter(own ->
                        own == table || operations.get(own, Operation::on).contains(operation))
                .orElseThrow(() -> Refused.of("permission denied for table " + table.relation())
                        .toException());
    }

    /** Those of the methods of a path that the caller may use there; all where the path is none of a table. */
    Set<String> permitted(String path, Set<String> methods) {
        var parts = path.split("/", -1);
        var name = parts.length > 1 ? UriUtils.decode(parts[1], StandardCharsets.UTF_8) : "";
        if (catalogs.current().flatMap(all -> all.table(name)).isEmpty()) {
            return methods;
        }
        Set<String> permitted = new TreeSet<>(Set.of(HttpMethod.OPTIONS.name()));
        catalogs.ofCaller()
                .flatMap(mine -> mine.table(name))
                .ifPresent(table -> operations.get(table, Operation::on).stream()
                        .map(operation -> Endpoint.of(operation, name))
                        .filter(endpoint -> endpoint.isOfRow() == parts.length > 2)
                        .forEach(endpoint -> permitted.add(endpoint.method().name())));
        if (permitted.contains(HttpMethod.GET.name())) {
            permitted.add(HttpMethod.HEAD.name());
        }
        permitted.retainAll(methods);
        return permitted;
    }
}
