/** From a query to what one statement must fetch: total order, keyset, page. Pure. */
@NullMarked
package dev.pgweir.resources.plan;

import org.jspecify.annotations.NullMarked;
