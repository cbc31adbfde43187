package dev.pgweir.lifecycle.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The state machine of a partition between open, sealed and detached: which steps lead from where it stands to where it is
 * wanted. The seal of a partition is given up in two steps, because gateways rely on it for as long as the lease says. Pure.
 *
 * @param seals renders the changes of seals
 * @param retirements renders detaches and drops
 * @param lease how long a seal holds after its end was announced
 */
public record Transitions(SealStatements seals, RetireStatements retirements, Duration lease) {

    /** Where a partition is wanted. */
    public enum Goal {
        /** In its table, and taking no writes. */
        SEALED,
        /** In its table, and taking writes. */
        OPEN,
        /** A table of its own. */
        DETACHED,
        /** Gone. */
        DROPPED
    }

    /** One step towards the goal. */
    public sealed interface Step {

        /**
         * Something is changed.
         *
         * @param change what
         */
        record Apply(Change change) implements Step {}

        /**
         * Time has to pass.
         *
         * @param left how much
         */
        record Wait(Duration left) implements Step {}
    }

    /** With the gateway's own tables in a schema. */
    public static Transitions in(String schema, Duration lease) {
        return new Transitions(SealStatements.in(schema), RetireStatements.in(schema), lease);
    }

    /**
     * The steps from a state to a goal, in order; none where the partition is there already. One whose unsealing was announced
     * cannot be wanted sealed.
     */
    public List<Step> steps(QualifiedName table, QualifiedName partition, SealState state, Goal goal) {
        return goal == Goal.SEALED ? sealing(table, partition, state) : leaving(table, partition, state, goal);
    }

    private List<Step> sealing(QualifiedName table, QualifiedName partition, SealState state) {
        return switch (state) {
            case SealState.NeverSealed _, SealState.Unsealed _ ->
                List.of(new Step.Apply(seals.seal(table.resource(), partition)));
            case SealState.Sealed _ -> List.of();
            case SealState.Unsealing _ ->
                throw new IllegalArgumentException(partition.sql() + " is about to take writes again");
        };
    }

    private List<Step> leaving(QualifiedName table, QualifiedName partition, SealState state, Goal goal) {
        var steps = new ArrayList<>(opening(table.resource(), partition, state));
        if (goal != Goal.OPEN) {
            steps.add(new Step.Apply(retirements.detach(table, partition, goal == Goal.DROPPED)));
        }
        if (goal == Goal.DROPPED) {
            steps.add(new Step.Apply(retirements.drop(table.resource(), partition)));
        }
        return List.copyOf(steps);
    }

    private List<Step> opening(String resource, QualifiedName partition, SealState state) {
        return switch (state) {
            case SealState.NeverSealed _, SealState.Unsealed _ -> List.of();
            case SealState.Sealed _ ->
                List.of(
                        new Step.Apply(seals.announce(resource, partition)),
                        new Step.Wait(lease),
                        new Step.Apply(seals.unseal(resource, partition)));
            case SealState.Unsealing unsealing -> ending(resource, partition, unsealing);
        };
    }

    /** The steps that are left of an unsealing that was announced. */
    public List<Step> ending(String resource, QualifiedName partition, SealState.Unsealing state) {
        var left = lease.minus(state.age());
        var unseal = new Step.Apply(seals.unseal(resource, partition));
        return left.isPositive() ? List.of(new Step.Wait(left), unseal) : List.of(unseal);
    }
}
