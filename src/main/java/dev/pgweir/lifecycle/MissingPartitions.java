package dev.pgweir.lifecycle;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.Table;
import dev.pgweir.lifecycle.policy.Grid;
import dev.pgweir.lifecycle.policy.LifeCyclePolicies;
import dev.pgweir.lifecycle.policy.LifeCyclePolicy;
import dev.pgweir.lifecycle.policy.LifeCycleSettings;
import dev.pgweir.lifecycle.policy.PolicyMisfit;
import dev.pgweir.lifecycle.run.LifeCycleRefused;
import dev.pgweir.lifecycle.run.MakeObstacle;
import dev.pgweir.lifecycle.run.OperatorRuns;
import dev.pgweir.lifecycle.run.TableRun;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import dev.pgweir.request.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Makes the one partition that a row lacks, where the life cycle of its table allows that so far from the present. If several
 * requests lack a partition at once, one makes it while the others wait. Thread-safe.
 */
@Component
public class MissingPartitions {

    private static final Logger log = LoggerFactory.getLogger(MissingPartitions.class);

    private final OperatorRuns runs;
    private final LifeCyclePolicies policies;
    private final Catalogs catalogs;
    private final ReentrantLock making = new ReentrantLock(true);

    MissingPartitions(OperatorRuns runs, LifeCyclePolicies policies, Catalogs catalogs) {
        this.runs = runs;
        this.policies = policies;
        this.catalogs = catalogs;
    }

    /**
     * Makes the partition for a key. What keeps it from that is logged.
     *
     * @param patience how long that may take
     * @return whether there is one now
     */
    public boolean make(Table table, KeyValue key, Duration patience) {
        if (reach(table) == 0) {
            return false;
        }
        var deadline = Deadline.in(patience);
        try {
            var alone = making.tryLock();
            if (!alone && !making.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            try {
                // Who had to wait may find it made; to others the catalog they have read may be out of date.
                return (!alone && isThere(table.name(), key))
                        || runs.runWithin(deadline.remaining(), table.name(), at -> make(at, key));
            } finally {
                making.unlock();
            }
        } catch (LifeCycleRefused | PolicyMisfit | DataAccessException refused) {
            log.info("No partition was made for {} of {}: {}", key.text(), table.name(), refused.getMessage());
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int reach(Table table) {
        return Optional.ofNullable(policies.settings().get(table.name()))
                .map(LifeCycleSettings::makeMissing)
                .orElse(0);
    }

    private boolean isThere(String resource, KeyValue key) {
        return catalogs.current()
                .flatMap(catalog -> catalog.table(resource))
                .flatMap(RangePartitions::ofOneColumn)
                .flatMap(partitions -> partitions.windowAround(key))
                .isPresent();
    }

    private void make(TableRun at, KeyValue key) throws SQLException {
        var gap = at.partitions().gapAround(key);
        if (gap.isEmpty()) {
            return;
        }
        MakeObstacle.refuse(at.otherOwner());
        var policy = at.policy().orElseThrow();
        var window = windowAround(key, policy.grid()).intersect(gap.get());
        var present = at.present(policy).orElseThrow(() -> refused("there is none to count from"));
        requireNear(at.table(), policy, present, key);
        policy.cutoff(present)
                .filter(cutoff -> window.to().orElseThrow().compareTo(cutoff) <= 0)
                .ifPresent(cutoff -> {
                    throw refused("what is below " + cutoff.text() + " is older than its retention");
                });
        var fresh = at.newPartitions(policy.grid());
        MakeObstacle.refuse(fresh.obstacle().or(() -> fresh.obstacle(window)));
        at.run().apply(fresh.change(window));
    }

    private static Window windowAround(KeyValue key, Grid grid) {
        var window = new Window(grid.floor(key), grid.next(key));
        if (window.from().isEmpty() || window.to().isEmpty()) {
            throw refused("the type of the key has no bounds around it");
        }
        return window;
    }

    private void requireNear(Table table, LifeCyclePolicy policy, KeyValue present, KeyValue key) {
        var grid = policy.grid();
        var later = present.compareTo(key) < 0;
        var reach = reach(table);
        var near = Stream.iterate(
                        grid.floor(later ? present : key), Optional::isPresent, bound -> bound.flatMap(grid::next))
                .flatMap(Optional::stream)
                .limit(reach + 1L)
                .anyMatch(bound -> grid.next(bound)
                        .filter(end -> end.compareTo(later ? key : present) > 0)
                        .isPresent());
        if (!near) {
            throw refused("it lies more than %d intervals from the present (make-missing)".formatted(reach));
        }
    }

    private static LifeCycleRefused refused(String message) {
        return new LifeCycleRefused(LifeCycleRefused.Reason.STATE, message);
    }
}
