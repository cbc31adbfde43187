@NullMarked
package dev.pgweir.admin;

import org.jspecify.annotations.NullMarked;
