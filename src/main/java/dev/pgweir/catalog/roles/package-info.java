/** Which roles may callers have, and what is known of these? */
@NullMarked
package dev.pgweir.catalog.roles;

import org.jspecify.annotations.NullMarked;
