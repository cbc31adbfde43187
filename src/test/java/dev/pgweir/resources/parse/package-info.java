@NullMarked
package dev.pgweir.resources.parse;

import org.jspecify.annotations.NullMarked;
