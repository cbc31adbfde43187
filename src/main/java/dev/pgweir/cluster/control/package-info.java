/** Changes which node is the primary. */
@NullMarked
@NamedInterface("control")
package dev.pgweir.cluster.control;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
