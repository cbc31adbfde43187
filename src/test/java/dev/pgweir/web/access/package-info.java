/** Callers and their roles. */
@NullMarked
package dev.pgweir.web.access;

import org.jspecify.annotations.NullMarked;
