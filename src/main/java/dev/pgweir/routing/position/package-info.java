/** How far has the log come with what a statement did? */
@NullMarked
package dev.pgweir.routing.position;

import org.jspecify.annotations.NullMarked;
