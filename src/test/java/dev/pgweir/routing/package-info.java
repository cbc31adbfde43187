@NullMarked
package dev.pgweir.routing;

import org.jspecify.annotations.NullMarked;
