/** Which nodes exist, and how fresh is each? */
@NullMarked
@ApplicationModule(allowedDependencies = {"postgres", "request"})
package dev.pgweir.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
