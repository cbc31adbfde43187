package dev.pgweir.lifecycle.change;

import java.util.List;
import java.util.Locale;

/**
 * One thing to be done to one partition.
 *
 * @param action what
 * @param resource the table's resource
 * @param partition the partition
 * @param statements the SQL that does it
 */
public record Change(Action action, String resource, QualifiedName partition, List<String> statements) {

    /** What can be done to a partition. */
    public enum Action {
        /** It is made and attached. */
        MAKE,
        /** It is detached without making requests wait, which cannot be done in a transaction. */
        DETACH,
        /** A detach that was interrupted is brought to its end. */
        FINISH_DETACH,
        /** Once it is known to be detached, it is dropped. */
        DROP,
        /** It takes no more writes. */
        SEAL,
        /** Gateways are told that it will take writes again. */
        ANNOUNCE_UNSEAL,
        /** It takes writes again. */
        UNSEAL;

        /** Its name in answers, metrics and the history, {@code finish-detach}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Change {
        statements = List.copyOf(statements);
    }
}
