/** From rows to JSON and CSV, column by column, straight from what the server sent. */
@NullMarked
package dev.pgweir.resources.json;

import org.jspecify.annotations.NullMarked;
