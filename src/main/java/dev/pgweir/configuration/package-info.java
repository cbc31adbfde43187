/** Is the configuration one that can have been meant? */
@NullMarked
@ApplicationModule(allowedDependencies = "spelling")
package dev.pgweir.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
