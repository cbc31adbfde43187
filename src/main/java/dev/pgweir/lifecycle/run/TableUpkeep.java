package dev.pgweir.lifecycle.run;

import dev.pgweir.lifecycle.change.QualifiedName;
import dev.pgweir.lifecycle.change.SealState;
import dev.pgweir.lifecycle.change.Transitions;
import dev.pgweir.lifecycle.change.Transitions.Goal;
import dev.pgweir.lifecycle.policy.LifeCyclePolicy;
import dev.pgweir.lifecycle.policy.LifeCycleProperties;
import dev.pgweir.lifecycle.policy.UpcomingPartitions;
import dev.pgweir.lifecycle.run.TableStatus.Finding;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.postgres.OwnSchema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes the partitions of a table that its policy wants to have ready, and retires those that have reached their age. */
@Component
class TableUpkeep {

    private final OwnSchema schema;
    private final Duration sealLease;

    TableUpkeep(OwnSchema schema, LifeCycleProperties properties) {
        this.schema = schema;
        this.sealLease = properties.sealLease();
    }

    /** Brings a table to where its policy wants it, as far as can be. */
    void tend(TableRun at, LifeCyclePolicy policy) throws SQLException {
        var owner = at.otherOwner();
        if (owner.isPresent()) {
            find(at, owner.get().finding());
            return;
        }
        var present = at.present(policy);
        if (present.isPresent()) {
            make(at, policy, present.get());
            retire(at, policy, present.get());
        } else {
            var name = at.table().name();
            find(at, new Finding("no-partition", """
                    %s has no partition to go on from. %s with from and to makes the first""".formatted(name, Finding.callToMake(name))));
        }
    }

    /** How a table stands, with what a run found. */
    TableStatus status(TableRun at, LifeCyclePolicy policy) {
        var findings = at.run().findings(at.table().name());
        return at.present(policy)
                .map(present -> TableStatus.of(at, policy, present, findings))
                .orElseGet(() -> TableStatus.unknown(at.table().name(), findings));
    }

    private static void make(TableRun at, LifeCyclePolicy policy, KeyValue present) throws SQLException {
        var missing = UpcomingPartitions.of(at.partitions(), policy, present).missing();
        if (missing.isEmpty()) {
            return;
        }
        if (missing.size() > NewPartitions.MOST_AT_ONCE) {
            find(at, MakeObstacle.tooMany(at.table().name(), missing.size()).finding());
            return;
        }
        var fresh = at.newPartitions(policy.grid());
        var obstacle = fresh.obstacle();
        if (obstacle.isPresent()) {
            find(at, obstacle.get().finding());
            return;
        }
        for (var window : missing) {
            var inTheWay = fresh.obstacle(window);
            if (inTheWay.isPresent()) {
                find(at, inTheWay.get().finding());
            } else {
                at.run().attempt(fresh.change(window));
            }
        }
    }

    private void retire(TableRun at, LifeCyclePolicy policy, KeyValue present) throws SQLException {
        var old = old(at.partitions(), policy.cutoff(present));
        if (old.isEmpty()) {
            return;
        }
        var goal = switch (policy.retention().orElseThrow().then()) {
            case SEAL -> Goal.SEALED;
            case DETACH -> Goal.DETACHED;
            case DROP -> Goal.DROPPED;
        };
        var obstacle = obstacle(at, goal);
        if (obstacle.isPresent()) {
            find(at, obstacle.get());
            return;
        }
        var transitions = Transitions.in(schema.name(), sealLease);
        for (var partition : old) {
            var state = transitions.seals().stateOf(at.jdbc(), partition);
            // One that an operator has unsealed is left as it is.
            if (goal != Goal.SEALED || state instanceof SealState.NeverSealed) {
                at.run().attempt(transitions.steps(QualifiedName.of(at.table()), partition, state, goal));
            }
        }
    }

    /** The partitions that lie below the bound as a whole. */
    private static List<QualifiedName> old(RangePartitions partitions, Optional<KeyValue> cutoff) {
        return partitions.placed().stream()
                .filter(placed -> placed.window().to().isPresent() && cutoff.isPresent())
                .filter(placed -> placed.window().to().get().compareTo(cutoff.get()) <= 0)
                .map(placed -> QualifiedName.of(placed.partition()))
                .toList();
    }

    private Optional<Finding> obstacle(TableRun at, Goal goal) {
        var unready = schema.prepare();
        if (unready.isPresent()) {
            return Optional.of(new Finding(
                    "no-own-tables",
                    "partitions are not retired: " + unready.get().advice()));
        }
        return goal == Goal.SEALED || at.partitions().rest().isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        "default-blocks-detach", """
                        %s has a default partition, so that no partition can be detached without a lock on all of it. Make \
                        partitions for its rows and drop it""".formatted(at.table().name())));
    }

    private static void find(TableRun at, Finding finding) {
        at.run().find(at.table().name(), finding);
    }
}
