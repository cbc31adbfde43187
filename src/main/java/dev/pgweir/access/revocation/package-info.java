/** Which tokens count no more, though they are signed and their time is not over? */
@NullMarked
@NamedInterface("revocation")
package dev.pgweir.access.revocation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
