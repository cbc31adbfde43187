/** A real PostgreSQL cluster with nothing to install. */
@NullMarked
@ApplicationModule(allowedDependencies = {"cluster", "cluster :: control"})
package dev.pgweir.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
