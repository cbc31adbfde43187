/** Reads query strings and bodies, strictly. */
@NullMarked
package dev.pgweir.web.input;

import org.jspecify.annotations.NullMarked;
