/** As which role of the database does a statement run? */
@NullMarked
package dev.pgweir.routing.role;

import org.jspecify.annotations.NullMarked;
