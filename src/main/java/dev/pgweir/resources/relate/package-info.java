/** Which relationship does a client mean? */
@NullMarked
package dev.pgweir.resources.relate;

import org.jspecify.annotations.NullMarked;
