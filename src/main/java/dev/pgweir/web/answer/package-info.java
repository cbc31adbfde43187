/** Sends rows and what is told of them. */
@NullMarked
package dev.pgweir.web.answer;

import org.jspecify.annotations.NullMarked;
