package dev.pgweir.resources.item;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.PerTable;
import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.RangePartitions.Placed;
import dev.pgweir.partitions.Window;
import dev.pgweir.request.Caller;
import dev.pgweir.resources.run.Reads;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Remembers for some minutes the lowest and the highest id in each partition, by which ids that rise with time are found. Rows
 * come and go, so it tells where to look first, and not where there is nothing. Thread-safe.
 */
@Component
class IdRanges {

    private static final Duration MEMORY = Duration.ofMinutes(5);

    /** Partitions that one statement asks. */
    private static final int BATCH = 50;

    /** Beyond so many partitions it would be quicker to look into all at once. */
    private static final int MOST_CANDIDATES = 4;

    private record Range(Window keys, Window ids) {}

    private final Reads reads;
    private final PerTable<List<Range>> known = new PerTable<>(MEMORY);

    IdRanges(Reads reads) {
        this.reads = reads;
    }

    /** The windows of the partition key where a row of this id may be; empty where too many, or nothing can be told. */
    List<Window> candidates(Table table, RangePartitions partitions, Column id, String text) {
        if (Caller.isInRole()) {
            // Partitions are looked into by themselves, where neither the grants nor the policies of their table hold.
            return List.of();
        }
        var type = KeyType.of(id);
        var value = type.flatMap(kind -> kind.parse(text));
        if (value.isEmpty() || !leadsIndex(table, id)) {
            return List.of();
        }
        var ranges = known.get(table, _ -> ranges(partitions, id, type.orElseThrow()));
        var found = ranges.stream()
                .filter(range -> range.ids.contains(value.get()))
                .map(Range::keys)
                .toList();
        return found.size() > MOST_CANDIDATES ? List.of() : found;
    }

    private static boolean leadsIndex(Table table, Column id) {
        return table.keys().stream().anyMatch(key -> key.columns().getFirst().equals(id.name()));
    }

    private List<Range> ranges(RangePartitions partitions, Column id, KeyType type) {
        List<Range> ranges = new ArrayList<>();
        var placed = partitions.placed();
        for (var from = 0; from < placed.size(); from += BATCH) {
            var batch = placed.subList(from, Math.min(from + BATCH, placed.size()));
            var statement =
                    LocatorRenderer.ranges(batch.stream().map(Placed::partition).toList(), id);
            ranges.addAll(reads.read(statement, rows -> ranges(rows, batch, type)));
        }
        return List.copyOf(ranges);
    }

    /** Of an empty partition there are no ids. */
    private static List<Range> ranges(ResultSet rows, List<Placed> batch, KeyType type) throws SQLException {
        List<Range> ranges = new ArrayList<>();
        while (rows.next()) {
            var keys = batch.get(rows.getInt(1)).window();
            var least = Optional.ofNullable(rows.getString(2)).flatMap(type::parse);
            var most = Optional.ofNullable(rows.getString(3)).flatMap(type::parse);
            if (least.isPresent() && most.isPresent()) {
                var ids = Window.startingAt(least.get()).intersect(Window.through(most.get()));
                ranges.add(new Range(keys, ids));
            }
        }
        return ranges;
    }
}
