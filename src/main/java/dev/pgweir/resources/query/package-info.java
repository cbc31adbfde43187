/** What a client asks of a table, in terms of its columns. Pure. */
@NullMarked
package dev.pgweir.resources.query;

import org.jspecify.annotations.NullMarked;
