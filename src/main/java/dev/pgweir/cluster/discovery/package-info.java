/** Looks up which nodes there are, again and again: behind a DNS name, or at Patroni's. */
@NullMarked
package dev.pgweir.cluster.discovery;

import org.jspecify.annotations.NullMarked;
