package dev.pgweir.partitions.upkeep;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.change.QualifiedName;
import dev.pgweir.partitions.change.Retiring;
import dev.pgweir.partitions.change.Sealing;
import dev.pgweir.partitions.history.OwnTables;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Goes on with what was begun and not finished, by this gateway or another: detaches, drops after them, unsealings. */
@Component
class Resumption {

    private final OwnTables tables;
    private final Policies policies;
    private final Duration sealLease;

    Resumption(OwnTables tables, Policies policies, PartitionsProperties properties) {
        this.tables = tables;
        this.policies = policies;
        this.sealLease = properties.sealLease();
    }

    /** Does what can be done now. Without the gateway's own tables nothing was begun. */
    void resume(Run run, Catalog catalog) throws SQLException {
        if (tables.ready()) {
            retire(run, catalog, Retiring.in(tables.schema()));
            unseal(run, Sealing.in(tables.schema()));
        }
    }

    /** Detaches of tables that are none of the gateway's business are left to whoever has begun them. */
    private void retire(Run run, Catalog catalog, Retiring retiring) throws SQLException {
        var jdbc = run.session().jdbc();
        for (var pending : retiring.pending(jdbc)) {
            if (pending.ours() || hasPolicy(catalog, pending.table())) {
                run.attempt(retiring.finish(pending.table().name(), pending));
            }
        }
        for (var drop : retiring.drops(jdbc)) {
            run.attempt(drop);
        }
        retiring.forget(jdbc);
    }

    private boolean hasPolicy(Catalog catalog, QualifiedName table) {
        return policies.settings().containsKey(table.name())
                && catalog.table(table.name())
                        .map(QualifiedName::of)
                        .filter(table::equals)
                        .isPresent();
    }

    private void unseal(Run run, Sealing sealing) throws SQLException {
        for (var unsealing : sealing.unsealings(run.session().jdbc())) {
            var left = sealLease.minus(unsealing.age());
            if (left.isPositive()) {
                run.again(left);
            } else {
                run.attempt(unsealing.change());
            }
        }
        sealing.forget(run.session().jdbc());
    }
}
