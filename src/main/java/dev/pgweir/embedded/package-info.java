/** A real PostgreSQL cluster with nothing to install. */
@NullMarked
@ApplicationModule(allowedDependencies = {"cluster"})
package dev.pgweir.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
