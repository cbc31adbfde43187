/** Serves functions and procedures of the database at {@code /rpc/{name}}. */
@NullMarked
package dev.pgweir.web.function;

import org.jspecify.annotations.NullMarked;
