/** Calls of functions and procedures: which is meant, by which arguments, and whether it reads. */
@NullMarked
@NamedInterface("call")
package dev.pgweir.resources.call;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
