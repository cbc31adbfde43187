package dev.pgweir.lifecycle.run;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.lifecycle.change.QualifiedName;
import dev.pgweir.lifecycle.change.Transitions;
import dev.pgweir.lifecycle.policy.LifeCyclePolicies;
import dev.pgweir.lifecycle.policy.LifeCycleProperties;
import dev.pgweir.postgres.OwnSchema;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Goes on with what was begun and not finished, by this gateway or another: detaches, drops after them, unsealings. */
@Component
class Resumption {

    private final OwnSchema schema;
    private final LifeCyclePolicies policies;
    private final Duration sealLease;

    Resumption(OwnSchema schema, LifeCyclePolicies policies, LifeCycleProperties properties) {
        this.schema = schema;
        this.policies = policies;
        this.sealLease = properties.sealLease();
    }

    /** Does what can be done now. Without the gateway's own tables nothing was begun. */
    void resume(Run run, Catalog catalog) throws SQLException {
        if (schema.isReady()) {
            var transitions = Transitions.in(schema.name(), sealLease);
            retire(run, catalog, transitions);
            unseal(run, transitions);
        }
    }

    /** Detaches of tables without a life cycle are left to those who have begun them. */
    private void retire(Run run, Catalog catalog, Transitions transitions) throws SQLException {
        var jdbc = run.session().jdbc();
        var retirements = transitions.retirements();
        for (var pending : retirements.pending(jdbc)) {
            if (pending.ours() || hasPolicy(catalog, pending.table())) {
                run.attempt(retirements.finish(pending));
            }
        }
        for (var drop : retirements.drops(jdbc)) {
            run.attempt(drop);
        }
        retirements.forget(jdbc);
    }

    private boolean hasPolicy(Catalog catalog, QualifiedName table) {
        return policies.settings().containsKey(table.name())
                && catalog.table(table.name())
                        .map(QualifiedName::of)
                        .filter(table::equals)
                        .isPresent();
    }

    private static void unseal(Run run, Transitions transitions) throws SQLException {
        var jdbc = run.session().jdbc();
        for (var announced : transitions.seals().announced(jdbc)) {
            run.attempt(transitions.ending(announced.resource(), announced.partition(), announced.state()));
        }
        transitions.seals().forget(jdbc);
    }
}
