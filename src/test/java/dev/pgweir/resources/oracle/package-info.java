/** Questions that can be asked of the gateway and, in SQL written without it, of the database: both must answer alike. */
@NullMarked
package dev.pgweir.resources.oracle;

import org.jspecify.annotations.NullMarked;
