/** Who may call what is meant for operators, and for how long? */
@NullMarked
package dev.pgweir.admin.guard;

import org.jspecify.annotations.NullMarked;
