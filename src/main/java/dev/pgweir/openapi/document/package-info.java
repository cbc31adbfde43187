/** How is the contract served? */
@NullMarked
package dev.pgweir.openapi.document;

import org.jspecify.annotations.NullMarked;
