/** Which node serves this transaction? */
@NullMarked
@ApplicationModule(allowedDependencies = {"cluster"})
package dev.pgweir.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
