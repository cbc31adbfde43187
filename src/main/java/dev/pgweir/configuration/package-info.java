/** Is the configuration one that somebody can have meant? */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.pgweir.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
