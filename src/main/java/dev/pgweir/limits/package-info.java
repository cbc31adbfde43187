/** How much may they? */
@NullMarked
@ApplicationModule(allowedDependencies = "request")
package dev.pgweir.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
