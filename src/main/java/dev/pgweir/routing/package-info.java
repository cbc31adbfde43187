/** Which node serves this transaction? */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "cluster", "cluster :: link", "postgres", "request"})
package dev.pgweir.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
