/** What rows, values, filters and errors look like in the contract. */
@NullMarked
package dev.pgweir.openapi.schema;

import org.jspecify.annotations.NullMarked;
