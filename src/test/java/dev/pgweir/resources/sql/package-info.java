@NullMarked
package dev.pgweir.resources.sql;

import org.jspecify.annotations.NullMarked;
