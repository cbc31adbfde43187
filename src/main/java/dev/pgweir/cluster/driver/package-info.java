/** What may a server's URL tell the driver? */
@NullMarked
package dev.pgweir.cluster.driver;

import org.jspecify.annotations.NullMarked;
