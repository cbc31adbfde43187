/** Keeps a record of each write beside what it wrote. */
@NullMarked
package dev.pgweir.idempotency.record;

import org.jspecify.annotations.NullMarked;
