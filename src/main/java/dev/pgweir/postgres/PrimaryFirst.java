package dev.pgweir.postgres;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks the primary, and a replica only where the primary gives no answer. Thread-safe. */
@Component
public class PrimaryFirst {

    private final TransactionTemplate onPrimary;
    private final TransactionTemplate onReplica;

    /** Runs questions in transactions. */
    public PrimaryFirst(PlatformTransactionManager transactions) {
        this.onPrimary = new TransactionTemplate(transactions);
        this.onReplica = new TransactionTemplate(transactions);
        onReplica.setReadOnly(true);
        // Whatever runs meanwhile, runs for somebody else.
        onPrimary.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        onReplica.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Asks a question that only reads.
     *
     * @throws RuntimeException what the replica failed with, with the failure of the primary suppressed
     */
    public <T> T ask(Supplier<T> question) {
        try {
            return onPrimary.execute(_ -> question.get());
        } catch (RuntimeException primaryFailed) {
            try {
                return onReplica.execute(_ -> question.get());
            } catch (RuntimeException replicaFailed) {
                replicaFailed.addSuppressed(primaryFailed);
                throw replicaFailed;
            }
        }
    }
}
