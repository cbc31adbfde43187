package dev.pgweir.lifecycle.run;

import dev.pgweir.lifecycle.run.LifeCycleRefused.Reason;
import dev.pgweir.lifecycle.run.TableStatus.Finding;
import java.util.Optional;

/**
 * What keeps a partition from being made: a finding of a scheduled run, a refusal of an operator's.
 *
 * @param finding as a run tells of it
 * @param reason why an operator's call is refused
 */
public record MakeObstacle(Finding finding, Reason reason) {

    static MakeObstacle pgPartman(String resource) {
        return new MakeObstacle(new Finding("managed-by-pg-partman", """
                        pg_partman looks after %s, so the gateway does not. Remove it from part_config, or its life cycle from \
                        the configuration""".formatted(resource)), Reason.STATE);
    }

    static MakeObstacle tooMany(String resource, int missing) {
        return new MakeObstacle(
                new Finding("too-far-behind", """
                        %1$s lacks %2$d partitions up to now, more than are made at once. %3$s with a later \
                        from makes a new beginning""".formatted(resource, missing, Finding.callToMake(resource))),
                Reason.STATE);
    }

    static MakeObstacle notAlike(String resource) {
        return new MakeObstacle(new Finding("not-alike", """
                        the newest partition of %s is foreign or partitioned itself; the gateway makes ordinary tables only""".formatted(resource)), Reason.STATE);
    }

    static MakeObstacle overlap(String message) {
        return new MakeObstacle(new Finding("partition-overlaps", message), Reason.OVERLAP);
    }

    static MakeObstacle rowsInDefault(String what) {
        return new MakeObstacle(Finding.defaultHoldsRows(what), Reason.DEFAULT_PARTITION);
    }

    /**
     * Lets a call go on where nothing is in the way.
     *
     * @throws LifeCycleRefused where something is
     */
    public static void refuse(Optional<MakeObstacle> obstacle) {
        obstacle.ifPresent(found -> {
            throw new LifeCycleRefused(found.reason, found.finding.message());
        });
    }
}
