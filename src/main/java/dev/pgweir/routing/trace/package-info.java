/** Which part of a trace is each statement? */
@NullMarked
@NamedInterface("trace")
package dev.pgweir.routing.trace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
