/** Which database role do the claims of a token mean? */
@NullMarked
package dev.pgweir.access.role;

import org.jspecify.annotations.NullMarked;
