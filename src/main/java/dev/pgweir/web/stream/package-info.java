/** Answers and bodies of any length, and the choice between the forms an answer can take. */
@NullMarked
package dev.pgweir.web.stream;

import org.jspecify.annotations.NullMarked;
