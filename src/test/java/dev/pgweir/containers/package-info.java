/** Do the container files beside the code do what they say? */
@NullMarked
package dev.pgweir.containers;

import org.jspecify.annotations.NullMarked;
