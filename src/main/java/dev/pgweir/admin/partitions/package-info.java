/** Shows partitions to operators, and changes them when they say so. */
@NullMarked
package dev.pgweir.admin.partitions;

import org.jspecify.annotations.NullMarked;
