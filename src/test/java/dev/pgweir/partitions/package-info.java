@NullMarked
package dev.pgweir.partitions;

import org.jspecify.annotations.NullMarked;
