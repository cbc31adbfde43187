/** Shows partitions to an operator, and changes them when he says so. */
@NullMarked
package dev.pgweir.admin.partitions;

import org.jspecify.annotations.NullMarked;
