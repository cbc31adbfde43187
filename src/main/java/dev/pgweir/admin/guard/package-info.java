/** Who may call what is meant for operators? */
@NullMarked
package dev.pgweir.admin.guard;

import org.jspecify.annotations.NullMarked;
