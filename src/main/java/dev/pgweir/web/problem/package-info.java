/** The one place where exceptions become HTTP: each is answered with a problem. */
@NullMarked
package dev.pgweir.web.problem;

import org.jspecify.annotations.NullMarked;
