/** Keeps the partitions of tables as their policies want them, one gateway and one task at a time. */
@NullMarked
package dev.pgweir.partitions.upkeep;

import org.jspecify.annotations.NullMarked;
