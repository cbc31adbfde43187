/** Keeps connections to each node, and notices in their use when a node fails. */
@NullMarked
package dev.pgweir.routing.pool;

import org.jspecify.annotations.NullMarked;
