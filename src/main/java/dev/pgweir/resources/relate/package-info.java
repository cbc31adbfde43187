/** Which relationship does a client mean? */
@NullMarked
@NamedInterface("relate")
package dev.pgweir.resources.relate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
