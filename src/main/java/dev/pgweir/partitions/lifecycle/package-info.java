/** Makes partitions ahead of time and retires old ones, as configured and as operators ask. */
@NamedInterface("lifecycle")
@NullMarked
package dev.pgweir.partitions.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
