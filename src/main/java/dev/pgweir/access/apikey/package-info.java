/** Is an API key valid, and what may be done with it? */
@NullMarked
@NamedInterface("apikey")
package dev.pgweir.access.apikey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
