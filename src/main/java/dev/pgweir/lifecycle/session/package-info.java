/** The one connection of all gateways over which partitions are changed. */
@NullMarked
package dev.pgweir.lifecycle.session;

import org.jspecify.annotations.NullMarked;
