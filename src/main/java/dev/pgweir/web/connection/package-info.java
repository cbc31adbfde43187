/** Is the client of a request still there, and does it still send? */
@NullMarked
package dev.pgweir.web.connection;

import org.jspecify.annotations.NullMarked;
