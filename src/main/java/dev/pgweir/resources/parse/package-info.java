/** From the words of a request to a query over the columns of a table. Pure. */
@NullMarked
package dev.pgweir.resources.parse;

import org.jspecify.annotations.NullMarked;
