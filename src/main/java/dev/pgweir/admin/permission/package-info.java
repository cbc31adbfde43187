/** What may operators do by way of the gateway? */
@NullMarked
package dev.pgweir.admin.permission;

import org.jspecify.annotations.NullMarked;
