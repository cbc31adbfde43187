/** Who asks, and as which role of the database? */
@NullMarked
@ApplicationModule(allowedDependencies = {"postgres", "request"})
package dev.pgweir.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
