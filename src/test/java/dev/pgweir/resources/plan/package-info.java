@NullMarked
package dev.pgweir.resources.plan;

import org.jspecify.annotations.NullMarked;
