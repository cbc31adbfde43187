/** Is the configuration one that somebody can have meant? */
@NullMarked
@ApplicationModule(allowedDependencies = "spelling")
package dev.pgweir.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
