/** Requests that no client should send, in great number. */
@NullMarked
package dev.pgweir.web.fuzz;

import org.jspecify.annotations.NullMarked;
