/** How much may a request's caller ask for, as HTTP says it? */
@NullMarked
package dev.pgweir.web.limit;

import org.jspecify.annotations.NullMarked;
