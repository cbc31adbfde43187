/** Runs over the tables at intervals, and for operators in between: one gateway and one run at a time. */
@NullMarked
package dev.pgweir.lifecycle.run;

import org.jspecify.annotations.NullMarked;
