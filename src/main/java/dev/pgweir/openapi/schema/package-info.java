/** What rows, values and errors look like in the contract. */
@NullMarked
package dev.pgweir.openapi.schema;

import org.jspecify.annotations.NullMarked;
