/** How busy is each node, and which of several should take the next read, and whose turn is it to use a connection? */
@NullMarked
package dev.pgweir.routing.load;

import org.jspecify.annotations.NullMarked;
