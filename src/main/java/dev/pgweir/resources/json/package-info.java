/** From rows to JSON, column by column, straight from the result set. */
@NullMarked
package dev.pgweir.resources.json;

import org.jspecify.annotations.NullMarked;
