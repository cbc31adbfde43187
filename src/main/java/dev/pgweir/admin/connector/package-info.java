/** At which port are operators served? */
@NullMarked
package dev.pgweir.admin.connector;

import org.jspecify.annotations.NullMarked;
