@NullMarked
package dev.pgweir.resources;

import org.jspecify.annotations.NullMarked;
