/** What was done to partitions, in the gateway's own tables. */
@NullMarked
package dev.pgweir.partitions.history;

import org.jspecify.annotations.NullMarked;
