/** From a plan to SQL text and binds. One text a query shape; identifiers come from the catalog alone. Pure. */
@NullMarked
package dev.pgweir.resources.sql;

import org.jspecify.annotations.NullMarked;
