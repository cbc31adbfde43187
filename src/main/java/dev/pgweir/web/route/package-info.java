/** Which handler serves a request? */
@NullMarked
package dev.pgweir.web.route;

import org.jspecify.annotations.NullMarked;
