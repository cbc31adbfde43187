/** May a call that lost its node run again? */
@NullMarked
package dev.pgweir.routing.repeat;

import org.jspecify.annotations.NullMarked;
