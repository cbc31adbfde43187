/** Who sends a request? */
@NullMarked
@NamedInterface("caller")
package dev.pgweir.access.caller;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
