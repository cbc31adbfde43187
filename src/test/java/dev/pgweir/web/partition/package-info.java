/** Requests for partitioned tables, as their clients see them. */
@NullMarked
package dev.pgweir.web.partition;

import org.jspecify.annotations.NullMarked;
