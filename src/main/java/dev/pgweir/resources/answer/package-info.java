/** What a request came to. */
@NullMarked
@NamedInterface("answer")
package dev.pgweir.resources.answer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
