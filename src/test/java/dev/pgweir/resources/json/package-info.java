@NullMarked
package dev.pgweir.resources.json;

import org.jspecify.annotations.NullMarked;
