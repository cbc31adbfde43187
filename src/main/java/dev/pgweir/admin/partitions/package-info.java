/** Changes partitions when an operator says so. */
@NullMarked
package dev.pgweir.admin.partitions;

import org.jspecify.annotations.NullMarked;
