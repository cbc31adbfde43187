/** Writes as SQL. Pure. */
@NullMarked
package dev.pgweir.resources.sql.write;

import org.jspecify.annotations.NullMarked;
