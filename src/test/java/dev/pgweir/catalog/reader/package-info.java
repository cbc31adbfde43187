@NullMarked
package dev.pgweir.catalog.reader;

import org.jspecify.annotations.NullMarked;
