@NullMarked
package dev.pgweir.embedded;

import org.jspecify.annotations.NullMarked;
