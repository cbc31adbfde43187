/** Which partitions take no writes any more, so that answers about them stay true? */
@NullMarked
@NamedInterface("seal")
package dev.pgweir.lifecycle.seal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
