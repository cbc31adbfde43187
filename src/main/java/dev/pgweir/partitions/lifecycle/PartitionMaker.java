package dev.pgweir.partitions.lifecycle;

import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import dev.pgweir.partitions.change.Making;
import dev.pgweir.partitions.grid.Grid;
import dev.pgweir.partitions.upkeep.LifeCycleRefused;
import dev.pgweir.partitions.upkeep.LifeCycleRefused.Reason;
import dev.pgweir.partitions.upkeep.Task;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes the partitions that an operator asks for, by the interval of those that there are unless he says another. */
@Component
class PartitionMaker {

    private static final int MOST_AT_ONCE = 400;

    void make(Task task, LifeCycle.Making making) throws SQLException {
        var partitions = task.partitions();
        var interval = interval(partitions);
        var windows = windows(partitions, interval, making);
        var maker = task.making(interval.orElseGet(() -> Grid.finest(partitions.type())));
        for (var window : windows) {
            requireRoom(partitions, maker, window);
        }
        for (var window : windows) {
            task.apply(maker.change(window));
        }
    }

    /** That of the newest partition whose window is one. */
    private static Optional<Grid> interval(RangePartitions partitions) {
        return partitions.placed().reversed().stream()
                .flatMap(placed -> Grid.fitting(placed.window(), partitions.type()).stream())
                .findFirst();
    }

    private static List<Window> windows(RangePartitions partitions, Optional<Grid> interval, LifeCycle.Making making) {
        var count = making.count().orElse(1);
        if (count < 1 || count > MOST_AT_ONCE || (making.to().isPresent() && count > 1)) {
            throw malformed("count must be from 1 to %d, and 1 where to is given".formatted(MOST_AT_ONCE));
        }
        var from = making.from()
                .map(text -> key(partitions, "from", text))
                .or(() -> end(partitions))
                .orElseThrow(() -> malformed("from is missing, and there is no partition with an end to go on from"));
        var windows = new ArrayList<Window>();
        for (var i = 0; i < count; i++) {
            var to = making.to()
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

    private static void requireRoom(RangePartitions partitions, Making maker, Window window) {
        partitions.placed().stream()
                .filter(placed -> !placed.window().intersect(window).isEmpty())
                .findFirst()
                .ifPresent(placed -> {
                    throw new LifeCycleRefused(
                            Reason.OVERLAP,
                            "%s holds some of the keys from %s to %s"
                                    .formatted(
                                            placed.partition().name(),
                                            window.from().orElseThrow().text(),
                                            window.to().orElseThrow().text()));
                });
        if (maker.isInDefault(window)) {
            throw new LifeCycleRefused(
                    Reason.DEFAULT_PARTITION, "the default partition holds rows that belong into the new one");
        }
    }

    private static LifeCycleRefused malformed(String message) {
        return new LifeCycleRefused(Reason.MALFORMED, message);
    }
}
