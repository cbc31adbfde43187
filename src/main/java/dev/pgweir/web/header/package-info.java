/** What the headers of a request ask for. */
@NullMarked
package dev.pgweir.web.header;

import org.jspecify.annotations.NullMarked;
