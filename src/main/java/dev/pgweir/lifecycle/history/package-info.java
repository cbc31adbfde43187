/** What was done to partitions, in the gateway's own tables. */
@NullMarked
package dev.pgweir.lifecycle.history;

import org.jspecify.annotations.NullMarked;
