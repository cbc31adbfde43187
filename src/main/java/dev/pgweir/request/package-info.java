/** Who asks, until when, and is the client still there? */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.pgweir.request;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
