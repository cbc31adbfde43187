package dev.pgweir.lifecycle;

import dev.pgweir.lifecycle.policy.Grid;
import dev.pgweir.lifecycle.run.LifeCycleRefused;
import dev.pgweir.lifecycle.run.LifeCycleRefused.Reason;
import dev.pgweir.lifecycle.run.MakeObstacle;
import dev.pgweir.lifecycle.run.NewPartitions;
import dev.pgweir.lifecycle.run.TableRun;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes the partitions that an operator asks for, by the interval of those there are unless the order says another. Stateless. */
@Component
class PartitionMaker {

    void make(TableRun table, MakeOrder order) throws SQLException {
        var partitions = table.partitions();
        var interval = interval(partitions);
        var windows = windows(partitions, interval, order);
        var fresh = table.newPartitions(interval.orElseGet(() -> Grid.finest(partitions.type())));
        MakeObstacle.refuse(fresh.obstacle());
        for (var window : windows) {
            MakeObstacle.refuse(fresh.obstacle(window));
        }
        for (var window : windows) {
            table.run().apply(fresh.change(window));
        }
    }

    /** That of the newest partition whose window is one. */
    private static Optional<Grid> interval(RangePartitions partitions) {
        return partitions.placed().reversed().stream()
                .flatMap(placed -> Grid.fitting(placed.window(), partitions.type()).stream())
                .findFirst();
    }

    private static List<Window> windows(RangePartitions partitions, Optional<Grid> interval, MakeOrder order) {
        var count = order.count().orElse(1);
        if (count < 1 || count > NewPartitions.MOST_AT_ONCE || (order.to().isPresent() && count > 1)) {
            throw malformed(
                    "count must be from 1 to %d, and 1 where to is given".formatted(NewPartitions.MOST_AT_ONCE));
        }
        var from = order.from()
                .map(text -> key(partitions, "from", text))
                .or(() -> end(partitions))
                .orElseThrow(() -> malformed("from is missing, and there is no partition with an end to go on from"));
        var windows = new ArrayList<Window>();
        for (var i = 0; i < count; i++) {
            var to = order.to()
                    .map(text -> key(partitions, "to", text))
                    .or(() -> next(
                            interval,
                            windows.isEmpty() ? from : windows.getLast().to().orElseThrow()))
                    .orElseThrow(() -> malformed("to is missing, and the partitions there are tell no interval"));
            var window = new Window(
                    windows.isEmpty() ? Optional.of(from) : windows.getLast().to(), Optional.of(to));
            if (window.isEmpty()) {
                throw malformed("from must be less than to");
            }
            windows.add(window);
        }
        return windows;
    }

    private static Optional<KeyValue> end(RangePartitions partitions) {
        return partitions.placed().isEmpty()
                ? Optional.empty()
                : partitions.placed().getLast().window().to();
    }

    private static Optional<KeyValue> next(Optional<Grid> interval, KeyValue from) {
        return interval.flatMap(grid -> grid.next(from));
    }

    private static KeyValue key(RangePartitions partitions, String member, String text) {
        return partitions
                .type()
                .parse(text)
                .orElseThrow(() -> malformed("%s is no %s that means the same under every setting: %s"
                        .formatted(member, partitions.column().type().sql(), text)));
    }

    private static LifeCycleRefused malformed(String message) {
        return new LifeCycleRefused(Reason.MALFORMED, message);
    }
}
