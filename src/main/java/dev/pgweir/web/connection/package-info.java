/** Is the client of a request still there? */
@NullMarked
package dev.pgweir.web.connection;

import org.jspecify.annotations.NullMarked;
