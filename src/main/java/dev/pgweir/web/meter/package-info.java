/** How many requests are served, and how long do they take? */
@NullMarked
package dev.pgweir.web.meter;

import org.jspecify.annotations.NullMarked;
