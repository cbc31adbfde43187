/** Where do requests come from? */
@NullMarked
@NamedInterface("address")
package dev.pgweir.limits.address;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
