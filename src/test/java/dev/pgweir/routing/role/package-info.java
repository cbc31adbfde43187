@NullMarked
package dev.pgweir.routing.role;

import org.jspecify.annotations.NullMarked;
