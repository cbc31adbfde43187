package dev.pgweir.lifecycle.run;

import dev.pgweir.catalog.Table;
import dev.pgweir.lifecycle.change.Change;
import dev.pgweir.lifecycle.change.MakeStatements;
import dev.pgweir.lifecycle.policy.Grid;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Partitions that a table may get in a run. The one place that knows what keeps a partition from being made, for schedules,
 * operators and writes alike. Not thread-safe.
 */
public final class NewPartitions {

    /** More at once are likely a mistake: a table that was left alone for long, or an interval that is too short. */
    public static final int MOST_AT_ONCE = 400;

    private final JdbcClient jdbc;
    private final Table table;
    private final RangePartitions partitions;
    private final MakeStatements statements;

    NewPartitions(JdbcClient jdbc, Table table, RangePartitions partitions, Grid grid) {
        this.jdbc = jdbc;
        this.table = table;
        this.partitions = partitions;
        this.statements = MakeStatements.of(jdbc, table, partitions, grid);
    }

    /** What keeps any partition from being made. */
    public Optional<MakeObstacle> obstacle() {
        return statements.isLikeItsSiblings() ? Optional.empty() : Optional.of(MakeObstacle.notAlike(table.name()));
    }

    /** What keeps the partition of a window from being made that has both bounds. */
    public Optional<MakeObstacle> obstacle(Window window) {
        return overlap(window).or(() -> rowsInDefault(window));
    }

    private Optional<MakeObstacle> overlap(Window window) {
        return partitions.placed().stream()
                .filter(placed -> placed.window().meets(window))
                .findFirst()
                .map(placed -> MakeObstacle.overlap("%s holds some of the keys %s"
                        .formatted(placed.partition().name(), keys(window))));
    }

    private Optional<MakeObstacle> rowsInDefault(Window window) {
        return statements
                .searchOfDefault(window)
                .filter(sql -> jdbc.sql(sql).query(Boolean.class).single())
                .map(_ -> MakeObstacle.rowsInDefault("a partition for the keys " + keys(window)));
    }

    private static String keys(Window window) {
        return "from %s to %s"
                .formatted(
                        window.from().orElseThrow().text(),
                        window.to().orElseThrow().text());
    }

    /** What makes the partition of a window that has both bounds. */
    public Change change(Window window) {
        return statements.change(window);
    }
}
