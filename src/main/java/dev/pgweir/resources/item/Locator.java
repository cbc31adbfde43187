package dev.pgweir.resources.item;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.TableSettings.BareId;
import dev.pgweir.partitions.Window;
import dev.pgweir.request.Caller;
import dev.pgweir.resources.answer.NotLocated.AmbiguousId;
import dev.pgweir.resources.answer.NotLocated.SearchesExhausted;
import dev.pgweir.resources.parse.Columns;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.plan.Walk;
import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.statement.Statement;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;

/**
 * Finds the whole key of a row that is named by an id alone, by the cheapest way that leads to it: where it was before, where the
 * time in the id points to, the partitions among whose ids it lies, a table of locations, and at last a search through all
 * partitions, of which there may be so many a second. Each finding is of a row that was seen there. Thread-safe.
 */
@Component
class Locator {

    private static final int MOST_REMEMBERED = 100_000;
    private static final Origin PATH = new Origin.Path();

    /** The ways to a row, from the cheapest. */
    enum Way {
        MEMORY,
        TIME,
        RANGE,
        LOCATOR,
        SEARCH
    }

    /**
     * Where a row is.
     *
     * @param key its whole key
     * @param way how it was found
     */
    record Located(ItemKey key, Way way) {}

    private record Named(String caller, String schema, String table, String id) {}

    /** How a statement is run: as a read, or where writes go. */
    interface Reader {
        <T> T read(Statement statement, ResultSetExtractor<T> rows);
    }

    private final PartitionsProperties properties;
    private final IdRanges ranges;
    private final RateLimiter searches;
    private final Cache<Named, List<String>> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    Locator(PartitionsProperties properties, IdRanges ranges) {
        this.properties = properties;
        this.ranges = ranges;
        this.searches = RateLimiter.of(
                "searches",
                RateLimiterConfig.custom()
                        .limitForPeriod(properties.searchesPerSecond())
                        .limitRefreshPeriod(Duration.ofSeconds(1))
                        .timeoutDuration(Duration.ZERO)
                        .build());
    }

    /** How rows of a table are named where a path gives one value only, which is not their whole key. */
    Optional<BareId> bareId(Table table, List<String> values) {
        return values.size() == 1
                ? properties.bareId(table.name()).filter(id -> isPartOfKey(table, id.column()))
                : Optional.empty();
    }

    private static boolean isPartOfKey(Table table, String column) {
        var key = table.primaryKey().map(Key::columns).orElse(List.of());
        return key.size() > 1 && key.contains(column);
    }

    /** Where the row was when it was last found; a caller that does not find it there says so. */
    Optional<Located> remembered(Table table, String id) {
        return Optional.ofNullable(remembered.getIfPresent(named(table, id)))
                .map(values -> located(table, values, Way.MEMORY));
    }

    /** Notes that the row is not where it was. */
    void forget(Table table, String id) {
        remembered.invalidate(named(table, id));
    }

    /**
     * Looks for the row.
     *
     * @throws AmbiguousId where there are several
     * @throws SearchesExhausted where it would have to be looked for in all partitions, and too many others are
     */
    Optional<Located> find(Table table, BareId bareId, String id, Reader reader) {
        var search = new Search(table, Columns.readable(table, bareId.column(), PATH), id, reader);
        var found = RangePartitions.of(table)
                .flatMap(partitions -> byTime(search, partitions, bareId)
                        .or(() -> byRange(search, partitions))
                        .or(() -> byLocator(search, partitions, bareId)))
                .or(() -> everywhere(search));
        found.ifPresent(
                located -> remembered.put(named(table, id), located.key().values()));
        return found;
    }

    private static Optional<Located> byTime(Search search, RangePartitions partitions, BareId bareId) {
        return IdTime.of(search.text, bareId.epoch(), partitions.type())
                .flatMap(partitions::windowAround)
                .flatMap(window -> search.inside(window, partitions, Way.TIME));
    }

    private Optional<Located> byRange(Search search, RangePartitions partitions) {
        return ranges.candidates(search.table, partitions, search.id, search.text).stream()
                .flatMap(window -> search.inside(window, partitions, Way.RANGE).stream())
                .findFirst();
    }

    private static Optional<Located> byLocator(Search search, RangePartitions partitions, BareId bareId) {
        return bareId.locator()
                .map(locator -> LocatorRenderer.lookup(locator, search.id, partitions.column(), search.text))
                .flatMap(lookup -> search.reader.read(lookup, Locator::first))
                .flatMap(partitions.type()::parse)
                .flatMap(key -> search.inside(Window.only(key), partitions, Way.LOCATOR));
    }

    private Optional<Located> everywhere(Search search) {
        if (!searches.acquirePermission()) {
            throw new SearchesExhausted(search.table.name());
        }
        return search.where(Filter.none(), Way.SEARCH);
    }

    private static Optional<String> first(ResultSet rows) throws SQLException {
        return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    }

    private static Named named(Table table, String id) {
        return new Named(Caller.currentName(), table.schema(), table.name(), id);
    }

    private static Located located(Table table, List<String> values, Way way) {
        return new Located(ItemKey.of(table, values), way);
    }

    /** What is looked for, and how. */
    private record Search(Table table, Column id, String text, Reader reader) {

        Optional<Located> inside(Window window, RangePartitions partitions, Way way) {
            return where(Walk.inside(window, partitions), way);
        }

        Optional<Located> where(Filter place, Way way) {
            var named = new Filter.Compare(new Expression.Value(id), Comparison.EQ, text, PATH);
            var key = table.primaryKey().orElseThrow().columns();
            var columns = key.stream()
                    .map(name -> Columns.readable(table, name, PATH))
                    .toList();
            var statement = LocatorRenderer.values(table, columns, new Filter.All(List.of(named, place)));
            return reader.read(statement, rows -> key(rows, key.size())).map(values -> located(table, values, way));
        }

        private Optional<List<String>> key(ResultSet rows, int size) throws SQLException {
            if (!rows.next()) {
                return Optional.empty();
            }
            List<String> values = new ArrayList<>();
            for (var i = 1; i <= size; i++) {
                values.add(rows.getString(i));
            }
            if (rows.next()) {
                throw new AmbiguousId(table.name(), id.name(), text);
            }
            return Optional.of(values);
        }
    }
}
