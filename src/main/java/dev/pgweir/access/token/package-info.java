/** Is a token valid, and what does it say of who sent it? */
@NullMarked
@NamedInterface("token")
package dev.pgweir.access.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
