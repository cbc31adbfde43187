package dev.pgweir.routing.transaction;

import java.util.Set;

/**
 * What one transaction asks of its node.
 *
 * @param readOnly whether any replica may serve it
 * @param avoided names of nodes that have already failed this transaction
 */
record Demand(boolean readOnly, Set<String> avoided) {}
