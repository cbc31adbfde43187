/** Keeps a record of each write next to what it wrote. */
@NullMarked
package dev.pgweir.idempotency.record;

import org.jspecify.annotations.NullMarked;
