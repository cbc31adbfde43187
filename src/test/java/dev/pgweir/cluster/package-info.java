@NullMarked
package dev.pgweir.cluster;

import org.jspecify.annotations.NullMarked;
