/** Which trace does a request belong to? */
@NullMarked
package dev.pgweir.web.trace;

import org.jspecify.annotations.NullMarked;
