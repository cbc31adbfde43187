/** Says which nodes the cluster has and what for, as operators or a look-up change it at run time. */
@NamedInterface("membership")
@NullMarked
package dev.pgweir.cluster.membership;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
