/** How busy is each node, and which of several should take the next read? */
@NullMarked
package dev.pgweir.routing.load;

import org.jspecify.annotations.NullMarked;
