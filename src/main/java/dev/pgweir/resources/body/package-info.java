/** From the body of a request to the rows it gives. Pure. */
@NullMarked
package dev.pgweir.resources.body;

import org.jspecify.annotations.NullMarked;
