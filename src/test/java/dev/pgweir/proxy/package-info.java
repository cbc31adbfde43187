/** Does the gateway work with what may stand in front of its nodes, and of itself? */
@NullMarked
package dev.pgweir.proxy;

import org.jspecify.annotations.NullMarked;
