/** The one place where exceptions become HTTP: problem details as RFC 9457 has them. */
@NullMarked
package dev.pgweir.web.problem;

import org.jspecify.annotations.NullMarked;
