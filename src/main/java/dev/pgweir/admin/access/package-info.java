/** Which roles may callers have, and what is doubtful in them? */
@NullMarked
package dev.pgweir.admin.access;

import org.jspecify.annotations.NullMarked;
