/** Gives each transaction its node, and a read that lost it another one. */
@NullMarked
package dev.pgweir.routing.transaction;

import org.jspecify.annotations.NullMarked;
