/** Pgweir: a REST data-access gateway for horizontally scaled PostgreSQL. */
@NullMarked
package dev.pgweir;

import org.jspecify.annotations.NullMarked;
