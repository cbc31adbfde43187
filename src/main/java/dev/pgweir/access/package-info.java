/** Who asks? */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.pgweir.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
