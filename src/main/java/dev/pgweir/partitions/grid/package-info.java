/** Where do the partitions of a table begin and end, and what are they called? */
@NullMarked
package dev.pgweir.partitions.grid;

import org.jspecify.annotations.NullMarked;
