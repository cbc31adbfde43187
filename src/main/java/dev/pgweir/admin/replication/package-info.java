/** Does replication work, and of which kind is it? */
@NullMarked
package dev.pgweir.admin.replication;

import org.jspecify.annotations.NullMarked;
