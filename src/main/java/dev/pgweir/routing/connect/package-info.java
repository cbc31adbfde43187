/** How is a connection to a node opened, and what is known of its server? */
@NullMarked
package dev.pgweir.routing.connect;

import org.jspecify.annotations.NullMarked;
