/** What does the database say about its tables, and since when? */
@NullMarked
package dev.pgweir.catalog.reader;

import org.jspecify.annotations.NullMarked;
