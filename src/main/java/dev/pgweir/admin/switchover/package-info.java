/** Makes another node the primary when an operator says so. */
@NullMarked
package dev.pgweir.admin.switchover;

import org.jspecify.annotations.NullMarked;
