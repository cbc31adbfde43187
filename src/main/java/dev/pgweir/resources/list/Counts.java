package dev.pgweir.resources.list;

import dev.pgweir.catalog.Table;
import dev.pgweir.request.Caller;
import dev.pgweir.request.Work;
import dev.pgweir.resources.answer.Page.Total;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.request.CountMode;
import dev.pgweir.resources.run.Reads;
import dev.pgweir.resources.run.Statements;
import dev.pgweir.resources.sql.CountRenderer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Finds out how many rows a list has on all its pages, giving up exactness where that takes too long. */
public final class Counts {

    private final Reads reads;
    private final Statements statements;
    private final Duration patience;
    private final int threshold;
    private final JsonMapper json;

    /**
     * @param patience how long rows may be counted
     * @param threshold up to which number an estimate is exact
     */
    public Counts(Reads reads, Statements statements, Duration patience, int threshold, JsonMapper json) {
        this.reads = reads;
        this.statements = statements;
        this.patience = patience;
        this.threshold = threshold;
        this.json = json;
    }

    /**
     * Counts the rows of all pages. Where rows are hidden from callers, the planner's guess would tell of these: then they are
     * counted exactly, or it is not known in time how many there are.
     */
    public Optional<Total> count(ResourceQuery query, CountMode mode) {
        if (hidesRows(query.table())) {
            return exact(query, Long.MAX_VALUE);
        }
        return Optional.of(
                switch (mode) {
                    case EXACT -> exact(query, Long.MAX_VALUE).orElseGet(() -> planned(query));
                    case PLANNED -> planned(query);
                    case ESTIMATED -> estimated(query);
                });
    }

    /** A view often stands for the rows of one caller, which the planner knows nothing of. */
    private static boolean hidesRows(Table table) {
        return table.hidesRows() || (table.kind() == Table.Kind.VIEW && Caller.isInRole());
    }

    private Total estimated(ResourceQuery query) {
        var counted = exact(query, threshold + 1L);
        if (counted.isPresent() && counted.get().rows() <= threshold) {
            return counted.get();
        }
        var planned = planned(query);
        var least = counted.map(Total::rows).orElse(0L);
        return new Total(Math.max(planned.rows(), least), CountMode.ESTIMATED);
    }

    private Optional<Total> exact(ResourceQuery query, long most) {
        return statements
                .readWithin(patience, CountRenderer.exact(query, most), rows -> number(rows))
                .map(rows -> new Total(rows, CountMode.EXACT));
    }

    private Total planned(ResourceQuery query) {
        return reads.read(CountRenderer.planned(query), Work.COUNT, rows -> {
            rows.next();
            var plan = json.readTree(rows.getString(1)).path(0).path("Plan");
            return new Total(plan.path("Plan Rows").asLong(), CountMode.PLANNED);
        });
    }

    private static long number(ResultSet rows) throws SQLException {
        rows.next();
        return rows.getLong(1);
    }
}
