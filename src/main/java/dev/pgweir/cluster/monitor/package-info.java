/** Asks the configured nodes, one by one and again and again, and keeps the newest topology. */
@NullMarked
package dev.pgweir.cluster.monitor;

import org.jspecify.annotations.NullMarked;
